/**
 * What of a night nobody has read yet, and how many pages that is likely to be: as many as the night before had at these
 * hours, else as many as what was read of the scope had, else of all scopes. The numbers say only how work is shared out.
 */

import { scopeKey } from "../../core/scope.ts";
import type { ExpectedWindow } from "../../core/shards/cut-shards.ts";
import { cutWindows, secondMs, splitSpan, type Window } from "../../core/window.ts";
import { loadExpectedJobs } from "../audit/expected-jobs.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import { openProgress, type ProgressDeps } from "../progress/run-progress.ts";
import { type PieceSpan, uncovered, unitePieces } from "../progress/unite-pieces.ts";
import type { DiscoveredNight } from "./fanning-out.ts";
import { cutsOf } from "./read-fan-outs.ts";

interface ReadSpan extends PieceSpan {
  readonly jobs: number;
}

interface ReadSoFar {
  readonly of: ReadonlyMap<string, readonly ReadSpan[]>;
  readonly disordered: ReadonlySet<string>;
  readonly cuts: ReadonlyMap<string, readonly number[]>;
}

/** In the order of scopes, ascending. What was read and is not saved counts as not read. */
export async function leftToRead(
  deps: Pick<ProgressDeps, "store" | "clock">,
  { plan, request, discovery }: Omit<DiscoveredNight, "progress">,
  signal: AbortSignal,
): Promise<readonly ExpectedWindow[]> {
  const { span } = plan;
  const read = await readSoFar(deps, plan, signal);
  const expected = await loadExpectedJobs(deps.store, plan, signal);
  const average = densityOf([...read.of.values()].flat());
  const densityIn = (planned: PlannedScope, window: Window) =>
    expected(planned, window) ?? densityOf(read.of.get(scopeKey(planned.scope)) ?? []) ?? average ?? 0;
  const windows = splitSpan(span, request.windowMs);
  return discovery.scopes.flatMap((planned) =>
    gapsIn(windows, planned, read).map((window) => {
      const jobs = (densityIn(planned, window) * (window.to - window.from)) / secondMs;
      return { scope: planned.scope, window, pages: Math.max(1, Math.ceil(jobs / request.pageSize)) };
    }),
  );
}

async function readSoFar(
  deps: Pick<ProgressDeps, "store" | "clock">,
  plan: DiscoveredNight["plan"],
  signal: AbortSignal,
): Promise<ReadSoFar> {
  const of = new Map<string, ReadSpan[]>();
  const disordered = new Set<string>();
  const progress = await openProgress(deps, plan, signal);
  await progress.readPieces(async (row) => {
    const key = scopeKey(row);
    if (row.kind === "disorder" || !row.ordered) disordered.add(key);
    if (row.kind === "disorder") return;
    const { from, to, ordered, tally } = row;
    const spans = of.get(key) ?? [];
    of.set(key, spans);
    spans.push({ from, to, ordered, jobs: tally.jobs });
  });
  await progress.journal.close();
  return { of, disordered, cuts: cutsOf(progress.fanOuts) };
}

/** As the walk sees it: where a scope's order is broken, only windows that were read as one count. */
function gapsIn(windows: readonly Window[], { scope }: PlannedScope, read: ReadSoFar): readonly Window[] {
  const key = scopeKey(scope);
  const spans = read.of.get(key) ?? [];
  const isBroken = read.disordered.has(key);
  return cutWindows(windows, read.cuts.get(key) ?? []).flatMap((window) => {
    const isWhole = ({ from, to }: Window) => from === window.from && to === window.to;
    return uncovered(window, unitePieces(window, isBroken ? spans.filter(isWhole) : spans));
  });
}

/** Jobs a second; null where nothing was read. */
function densityOf(spans: readonly ReadSpan[]): number | null {
  const ms = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const jobs = spans.reduce((sum, span) => sum + span.jobs, 0);
  return ms === 0 ? null : (jobs * secondMs) / ms;
}
