/** Both sides' summaries, down to what is compared; one baseline's summary is in memory at a time. */

import type { ComparedScope } from "../../core/diff/compared-scopes.ts";
import { type FactsPair, type ScopeFacts, scopeFacts } from "../../core/diff/scope-facts.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { readSummary } from "../report/read-rows.ts";
import { baselinesOf, type Comparison } from "./comparison.ts";
import { readOfHistory } from "./damaged-night.ts";

export async function readFacts(
  store: ReportStore,
  comparison: Comparison,
  signal: AbortSignal,
): Promise<(scope: ComparedScope) => FactsPair> {
  const factsOf = ({ manifest }: CommittedNight, scopes: readonly ComparedScope[]) =>
    readScopes({ store, manifest, scopes }, signal);
  const after = await factsOf(comparison.night, comparison.scopes);
  const before = new Map<string, ScopeFacts>();
  for (const { night, scopes } of baselinesOf(comparison)) {
    for (const [key, facts] of await readOfHistory(night, factsOf(night, scopes))) before.set(key, facts);
  }
  return ({ scope }) => {
    const key = scopeKey(scope);
    return { before: before.get(key) ?? null, after: after.get(key) ?? null };
  };
}

interface SummaryScopes {
  readonly store: ReportStore;
  readonly manifest: CommittedNight["manifest"];
  readonly scopes: readonly ComparedScope[];
}

async function readScopes(
  { store, manifest, scopes }: SummaryScopes,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ScopeFacts>> {
  const wanted = new Set(scopes.map(({ scope }) => scopeKey(scope)));
  const summary = await readSummary(store, manifest, signal);
  const found = summary.scopes.map((scope) => [scopeKey(scope), scope] as const).filter(([key]) => wanted.has(key));
  return new Map(found.map(([key, scope]) => [key, scopeFacts(scope)]));
}
