/**
 * Spreads a night that is too large for one instance over several: what is left to read is cut into shards, each of which
 * is a run of the same plan that reads a part and only saves it. Whoever finds every marker takes all of that up, reads
 * what is missing, and commits, as a single instance would that was stopped and goes on.
 */

import { DeadlineError } from "../../core/errors.ts";
import { isoInstant } from "../../core/instant.ts";
import type { FanOutName, NightName } from "../../core/key.ts";
import type { FanOut, Shard } from "../../core/schema/shard.ts";
import { scopeKey } from "../../core/scope.ts";
import { cutShards, type ExpectedWindow, sumPages } from "../../core/shards/cut-shards.ts";
import { pagesPerInstance } from "../../core/shards/shard-budget.ts";
import { splitSpan, type Window } from "../../core/window.ts";
import { noEvents } from "../../ports/events.ts";
import { maxAgeMs } from "../progress/run-progress.ts";
import type { FanOutDeps, FanOutRequest } from "./fan-out-request.ts";
import type { DiscoveredNight, FanningOut, NightUnderWay } from "./fanning-out.ts";
import { leftToRead } from "./left-to-read.ts";
import { lookAtShards } from "./silent-shards.ts";
import { type Started, startShards } from "./start-shards.ts";
import { claimFanOut, putShards } from "./stored-shards.ts";
import { within } from "./within.ts";

/** How often one run is spread: whatever is left over so many times is not a matter of size. A choice. */
const mostFanOuts = 5;
/** Of the time that a walk has, what is kept for cutting, storing and starting a hundred shards. Choices. */
const [handOverShare, mostHandOverMs] = [0.2, 60_000];

/** `deps` are those of one invocation. */
export function createFanOut(deps: FanOutDeps, request: FanOutRequest): FanningOut<NightUnderWay> {
  const spread = (night: SpreadNight, signal: AbortSignal) => spreadNight(deps, request, night, signal);
  return {
    async consider(night, signal) {
      const newest = newestFanOut(night, deps.clock.now());
      if (newest !== null) return lookOn(deps, request, { night, plan: newest }, signal);
      if (night.progress.fanOuts.length >= mostFanOuts) return null;
      const left = await leftToRead(deps, night, signal);
      const { concurrency } = night.request;
      const { maxRate, pagesPerShard } = request;
      const budget = pagesPerShard ?? pagesPerInstance({ remainingMs: deps.remainingMs(), concurrency, maxRate });
      if (sumPages(left) <= budget) return null;
      const discoveryNumber = await night.progress.begin();
      return discoveryNumber === null ? null : spread({ ...night, left, discoveryNumber }, signal);
    },
    async walk(night, walk, signal) {
      const remainingMs = deps.remainingMs();
      const walkMs = remainingMs - Math.min(mostHandOverMs, remainingMs * handOverShare);
      const walked = await within(deps.clock, walkMs, walk, signal);
      if (walked !== null) return { reading: walked.result };
      await night.progress.journal.flush();
      const discoveryNumber = await night.progress.begin();
      const left = discoveryNumber === null ? [] : await leftToRead(deps, night, signal);
      if (discoveryNumber !== null && left.length > 0 && night.progress.fanOuts.length < mostFanOuts)
        return spread({ ...night, left, discoveryNumber }, signal);
      throw new DeadlineError(`Cannot audit ${night.plan.name.date} in this run: the next one goes on`);
    },
  };
}

/** What is older than what it saved counts for is not under way any more. */
function newestFanOut({ progress: { fanOuts } }: DiscoveredNight, now: number): FanOut | null {
  const plan = fanOuts.at(-1)?.plan ?? null;
  return plan !== null && Date.parse(plan.at) > now - maxAgeMs ? plan : null;
}

/** Null: all of it is read. Shards that went silent are started again: whoever comes by goes on with a night. */
async function lookOn(
  deps: FanOutDeps,
  request: FanOutRequest,
  { night, plan }: { readonly night: DiscoveredNight; readonly plan: FanOut },
  signal: AbortSignal,
): Promise<NightUnderWay | null> {
  const missing = await lookAtShards(deps.store, plan, signal);
  if (missing.length === 0) return null;
  const silentSince = deps.clock.now() - request.silenceMs;
  const keys = missing.filter(({ newestAt }) => newestAt <= silentSince).map(({ key }) => key);
  const { name, runId } = night.plan;
  const started = await startShards(deps, request, { name, runId, keys }, signal);
  return underWay(name, plan, { ...started, done: plan.shards.length - missing.length });
}

interface SpreadNight extends DiscoveredNight {
  readonly left: readonly ExpectedWindow[];
  readonly discoveryNumber: number;
}

async function spreadNight(
  deps: FanOutDeps,
  request: FanOutRequest,
  night: SpreadNight,
  signal: AbortSignal,
): Promise<NightUnderWay> {
  const { store, clock, events = noEvents } = deps;
  const { plan, left, discoveryNumber, progress } = night;
  const { runId, name } = plan;
  const of = { runId, discovery: discoveryNumber, fanOut: progress.fanOuts.length + 1 };
  const shards = shardsOf(request, night, of);
  const document: FanOut = {
    schema: "job-audit/fan-out/v1",
    ...ofRun(name, of),
    at: isoInstant(Math.round(clock.now())),
    shards: [...(await putShards(store, of, shards, signal))],
    cuts: cutsIn(shards, splitSpan(plan.span, night.request.windowMs)),
  };
  const claimed = await claimFanOut(store, { name: of, plan: document }, signal);
  // Whoever was first starts them.
  if (!claimed.won) return underWay(name, claimed.plan ?? document, { started: 0, notStarted: 0, done: 0 });
  const pages = sumPages(left);
  const told = { family: name.family, night: name.date, run: runId };
  events.tell({ event: "fanned-out", ...told, shards: shards.length, pages });
  const started = await startShards(deps, request, { name, runId, keys: document.shards }, signal);
  return underWay(name, document, { ...started, done: 0 });
}

function shardsOf(
  { pagesPerShard, most, maxRate, instanceMs }: FanOutRequest,
  { plan, request: { concurrency }, left }: SpreadNight,
  of: FanOutName,
): readonly Shard[] {
  // What each may ask depends on how many there are, and that on what each can read: as if all of them were needed.
  const share = maxRate === null ? null : maxRate / most;
  const usual = pagesPerInstance({ remainingMs: instanceMs, concurrency, maxRate: share });
  const cut = cutShards(left, { pagesPerShard: pagesPerShard ?? usual, most });
  return cut.map((windows, index) => ({
    schema: "job-audit/shard/v1",
    ...ofRun(plan.name, of),
    number: index + 1,
    of: cut.length,
    windows: windows.map(({ scope, window }) => ({ ...scope, ...window })),
    pages: Math.ceil(sumPages(windows)),
    maxRate: maxRate === null ? null : maxRate / cut.length,
    concurrency,
  }));
}

/** Edges of what the shards read that are no edges of planned windows. */
function cutsIn(shards: readonly Shard[], planned: readonly Window[]): FanOut["cuts"] {
  const known = new Set(planned.flatMap(({ from, to }) => [from, to]));
  const cuts = new Map<string, FanOut["cuts"][number]>();
  for (const { from, to, ...scope } of shards.flatMap(({ windows }) => windows))
    for (const at of [from, to]) if (!known.has(at)) cuts.set(`${scopeKey(scope)} ${at}`, { ...scope, at });
  return [...cuts.values()];
}

function ofRun({ family, date }: NightName, of: FanOutName) {
  return { runId: of.runId, family, night: date, discovery: of.discovery, fanOut: of.fanOut };
}

function underWay(name: NightName, plan: FanOut, counts: Started & { readonly done: number }): NightUnderWay {
  const { runId, discovery, fanOut, shards } = plan;
  return { underWay: { name, fanOut: { runId, discovery, fanOut }, shards: shards.length, ...counts } };
}
