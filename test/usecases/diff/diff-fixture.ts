/** A diff in memory, and its lines as tests look at them. */

import type { Regression } from "../../../lib/core/schema/regression.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { type DiffResult, diffNight, historyNights } from "../../../lib/usecases/diff/diff-night.ts";
import { readRegressions } from "../../../lib/usecases/diff/read-diff.ts";

const signal = new AbortController().signal;
export const producer = { name: "job-audit", version: "0.1.0" };

/** The night that tests compare. */
export const tonight = "2026-11-21";

export interface Told extends DiffResult {
  readonly lines: readonly Regression[];
}

export async function diffOf(
  store: ReportStore,
  {
    baseline = null,
    output = store,
    night = tonight,
  }: { readonly baseline?: string | null; readonly output?: ReportStore; readonly night?: string } = {},
): Promise<Told> {
  const request = { name: { family: "pic", date: night } as const, historyNights, baseline };
  const result = await diffNight({ store, output, producer }, request, signal);
  if (result === null) throw new Error(`${night} is not committed`);
  const lines: Regression[] = [];
  for await (const line of readRegressions(output, result.manifest, signal)) lines.push(line);
  return { ...result, lines };
}

export function ofKind<Kind extends Regression["kind"]>(
  { lines }: Pick<Told, "lines">,
  kind: Kind,
): readonly Extract<Regression, { readonly kind: Kind }>[] {
  return lines.filter((line): line is Extract<Regression, { readonly kind: Kind }> => line.kind === kind);
}

/** Each group as `queue code state before after`, a question mark for what is not known. */
export function groupsOf(told: Pick<Told, "lines">): readonly string[] {
  return ofKind(told, "group").map(({ queueId, code, baselineState, worse, before, after }) => {
    const counts = `${before ?? "?"}>${after ?? "?"}`;
    return `${queueId} ${code} ${baselineState} ${counts}${worse ? " worse" : ""}`;
  });
}
