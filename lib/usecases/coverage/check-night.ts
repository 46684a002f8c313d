/**
 * Whether one committed night accounts for all that it claims: by what lies in its files, not by what it says of
 * itself.
 */

import type { Manifest } from "../../core/schema/manifest.ts";
import type { Scope } from "../../core/scope.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { checkFiles } from "./check-files.ts";
import { checkLedger, type LedgerCheck, scopesOf } from "./check-ledger.ts";
import { type CoverageHole, covers, placeOf, spanOf } from "./coverage-hole.ts";

/** `previous` is the newest committed night before; null when none is known. */
export async function checkNight(
  store: ReportStore,
  manifest: Manifest,
  previous: Manifest | null,
  signal: AbortSignal,
): Promise<LedgerCheck> {
  const stated = [...statedHoles(manifest), ...(await checkFiles(store, manifest, signal))];
  const { scopes, holes } = await checkLedger(store, manifest, stated, signal);
  return { scopes, holes: [...stated, ...holes, ...leftOut(manifest, previous)] };
}

function statedHoles({ night, holes }: Manifest): readonly CoverageHole[] {
  return holes.map(({ from, to, cause, detail, ...place }) => {
    return { night, ...placeOf(place), from: Date.parse(from), to: Date.parse(to), cause, detail };
  });
}

/** Scopes that were read the night before and are not even named. */
function leftOut(manifest: Manifest, previous: Manifest | null): readonly CoverageHole[] {
  if (previous === null) return [];
  const here = new Set(scopesOf(manifest).map(scopeKey));
  const gone = scopesOf(previous).filter((scope) => !here.has(scopeKey(scope)) && !isNamed(manifest, scope));
  const detail = `the night of ${previous.night} read it; this one neither reads, excludes nor notes it`;
  const what = { night: manifest.night, ...spanOf(manifest), cause: "scope-left-out", detail } as const;
  return gone.map((scope) => ({ ...placeOf(scope), ...what }));
}

function isNamed({ excluded, notes, holes }: Manifest, scope: Scope): boolean {
  return (
    excluded.some(({ bucket, queueId }) => bucket === scope.bucket && (queueId ?? scope.queueId) === scope.queueId) ||
    notes.some((note) => covers(note, scope)) ||
    holes.some((hole) => covers(hole, scope))
  );
}
