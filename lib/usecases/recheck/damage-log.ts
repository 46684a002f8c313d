/** Damaged files of the nights that are heeded: what is in them is not known, and the audit goes on without it. */

import { StoreError } from "../../core/errors.ts";
import type { PlacedHole } from "../../core/hole.ts";
import { damageHoles } from "../../core/report-damage.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "../report/problem-in.ts";
import { filesOf, readRows } from "../report/read-lines.ts";

const losses = {
  open: "the open jobs in it are not seen again",
  ledgers: "its open jobs are all looked up by id",
  amendments: "the jobs that it tells of are seen again, and may be amended again",
} as const;

interface SoundRows<Row extends { readonly schema: string }> {
  readonly manifest: Manifest;
  readonly dataset: keyof typeof losses;
  readonly schema: Row["schema"];
}

export interface DamageLog {
  /** The rows of a dataset, without those of files that are missing or were changed. */
  read<Row extends { readonly schema: string }>(rows: SoundRows<Row>, signal: AbortSignal): AsyncGenerator<Row>;
  /** In the order in which files were come upon; of each file once, however often it was read. */
  holes(): readonly PlacedHole[];
}

/** `regions` are those of a night that read none. */
export function createDamageLog(store: ReportStore, regions: readonly string[]): DamageLog {
  const found = new Map<string, readonly PlacedHole[]>();
  return {
    async *read<Row extends { readonly schema: string }>(
      { manifest, dataset, schema }: SoundRows<Row>,
      signal: AbortSignal,
    ) {
      for (const file of filesOf(manifest, dataset)) {
        try {
          yield* readRows<Row>(store, [file], schema, signal);
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          const what = { seen: problemIn(store, error), lost: losses[dataset] };
          found.set(file.key, damageHoles({ ...placeOf(manifest, regions), ...what }));
        }
      }
    },
    holes: () => [...found.values()].flat(),
  };
}

function placeOf({ night, span, scopes }: Manifest, others: readonly string[]) {
  const regions = scopes.length === 0 ? others : [...new Set(scopes.map(({ region }) => region))];
  return { night, span: { from: Date.parse(span.from), to: Date.parse(span.to) }, regions };
}
