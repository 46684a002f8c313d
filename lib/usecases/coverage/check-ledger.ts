/**
 * Whether a night's ledger shows every scope of its manifest read, from the first second of the night to the last.
 *
 * Scopes and ledger lie in one order and are read along; what is kept of a scope is what is wrong with it.
 */

import { StoreError } from "../../core/errors.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { compareScopes, type Scope } from "../../core/scope.ts";
import { createSpanCover } from "../../core/span-cover.ts";
import { type SpanSet, subtractSpans, unionSpans } from "../../core/span-set.ts";
import type { Window } from "../../core/window.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type Cursor, createCursor } from "../recheck/cursor.ts";
import { problemIn } from "../report/problem-in.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { damageHole } from "./check-files.ts";
import { type CoverageCause, type CoverageHole, covers, everywhere, placeOf, spanOf } from "./coverage-hole.ts";

export interface ScopeCoverage {
  readonly scope: Scope;
  /** What of the night is shown to be read and is no hole. */
  readonly accounted: SpanSet;
}

export interface LedgerCheck {
  readonly scopes: readonly ScopeCoverage[];
  /** What the manifest does not state. */
  readonly holes: readonly CoverageHole[];
}

/** `stated` are the holes of the night that are known already. */
export async function checkLedger(
  store: ReportStore,
  manifest: Manifest,
  stated: readonly CoverageHole[],
  signal: AbortSignal,
): Promise<LedgerCheck> {
  const scopes = scopesOf(manifest);
  try {
    const ledger = createCursor(
      readRows<LedgerLine>(store, filesOf(manifest, "ledgers"), "job-audit/ledger/v1", signal),
    );
    const checks: ScopeCheck[] = [];
    for (const scope of scopes) checks.push(await checkScope(ledger, manifest, { scope, stated }));
    await ledger.passWhile(() => true);
    return { scopes: checks, holes: checks.flatMap(({ holes }) => holes) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const damage = damageHole(manifest, problemIn(store, error), everywhere);
    return { scopes: scopes.map((scope) => ({ scope, accounted: [] })), holes: [damage] };
  }
}

/** In the order of the ledger. */
export function scopesOf({ family, scopes }: Pick<Manifest, "family" | "scopes">): readonly Scope[] {
  return scopes
    .map(({ region, bucket, queueId, tag }) => ({ family, region, bucket, queueId, tag }))
    .sort(compareScopes);
}

interface ScopeCheck extends ScopeCoverage {
  readonly holes: readonly CoverageHole[];
}

async function checkScope(
  ledger: Cursor<LedgerLine>,
  manifest: Manifest,
  { scope, stated }: { readonly scope: Scope; readonly stated: readonly CoverageHole[] },
): Promise<ScopeCheck> {
  const span = spanOf(manifest);
  const cover = createSpanCover(span);
  const told: CoverageHole[] = [];
  const known = stated.filter((hole) => covers(hole, scope));
  const holeOf = (window: Window, cause: CoverageCause, detail: string) => {
    return { night: manifest.night, ...placeOf(scope), ...window, cause, detail };
  };
  await ledger.passWhile((line) => compareScopes(line, scope) < 0);
  await ledger.passWhile(
    (line) => compareScopes(line, scope) === 0,
    (line) => {
      cover.add(windowOf(line));
      told.push(...line.holes.map((hole) => holeOf(windowOf(hole), hole.cause, hole.detail)));
    },
  );
  const { gaps, overlaps } = cover.finish();
  const silent = told.flatMap((hole) => subtractSpans([hole], known).map((window) => ({ ...hole, ...window })));
  const unread = subtractSpans(gaps, known).map((window) =>
    holeOf(window, "not-in-ledger", "no window of the ledger covers it"),
  );
  const twice = unionSpans(overlaps).map((window) =>
    holeOf(window, "read-twice", "two windows of the ledger cover it"),
  );
  const accounted = subtractSpans([span], [...gaps, ...known, ...silent]);
  return { scope, accounted, holes: [...silent, ...unread, ...twice] };
}

function windowOf({ from, to }: { readonly from: string; readonly to: string }): Window {
  return { from: Date.parse(from), to: Date.parse(to) };
}
