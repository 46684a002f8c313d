/**
 * Spreads a night that is too large for one instance over several: what is left to read is cut into shards, each of which
 * is a run of the same plan that reads a part and only saves it. Whoever finds every marker takes all of that up, reads
 * what is missing, and commits, as a single instance would that was stopped and goes on.
 *
 * Where not one shard can be started nobody is to wait for any: that is claimed as one more plan, of no shards, and the
 * night is read as if there were no fan-out.
 */

import { DeadlineError } from "../../core/errors.ts";
import { isoInstant } from "../../core/instant.ts";
import type { FanOutName, NightName } from "../../core/key.ts";
import type { FanOut, Shard } from "../../core/schema/shard.ts";
import { scopeKey } from "../../core/scope.ts";
import { cutShards, type ExpectedWindow, sumPages } from "../../core/shards/cut-shards.ts";
import { pagesPerInstance } from "../../core/shards/shard-budget.ts";
import { shareRate } from "../../core/shards/share-rate.ts";
import { splitSpan, type Window } from "../../core/window.ts";
import { noEvents } from "../../ports/events.ts";
import type { FanOutDeps, FanOutRequest } from "./fan-out-request.ts";
import type { DiscoveredNight, FanningOut, NightUnderWay } from "./fanning-out.ts";
import { leftToRead } from "./left-to-read.ts";
import { currentFanOut, lookAtShards, shardsToStart } from "./silent-shards.ts";
import { type Started, startShards } from "./start-shards.ts";
import { claimFanOut, putShards } from "./stored-shards.ts";
import { within } from "./within.ts";

/** How often one run is spread. Each time may cost a day, and the service remembers its jobs for three. A choice. */
const mostFanOuts = 2;
/** Of the time that a walk has, what is kept for cutting, storing and starting a hundred shards. Choices. */
const [handOverShare, mostHandOverMs] = [0.2, 60_000];

/** `deps` are those of one invocation. */
export function createFanOut(deps: FanOutDeps, request: FanOutRequest): FanningOut<NightUnderWay> {
  const spread = (night: SpreadNight, signal: AbortSignal) => spreadNight(deps, request, night, signal);
  return {
    async consider(night, signal) {
      const newest = currentFanOut(night.progress.fanOuts, deps.clock.now());
      if (newest !== null && !isOfNone(newest)) return lookOn(deps, request, { night, plan: newest }, signal);
      if (!maySpread(night)) return null;
      const left = await leftToRead(deps, night, signal);
      const { concurrency } = night.request;
      const { maxRate, pagesPerShard } = request;
      const budget = pagesPerShard ?? pagesPerInstance({ remainingMs: deps.remainingMs(), concurrency, maxRate });
      if (sumPages(left) <= budget) return null;
      const discoveryNumber = await night.progress.begin();
      return discoveryNumber === null ? null : spread({ ...night, left, discoveryNumber }, signal);
    },
    async walk(night, walk, signal) {
      const newest = night.progress.fanOuts.at(-1)?.plan ?? null;
      if (!maySpread(night) || (newest !== null && isOfNone(newest))) return { reading: await walk(signal) };
      const remainingMs = deps.remainingMs();
      const walkMs = remainingMs - Math.min(mostHandOverMs, remainingMs * handOverShare);
      const walked = await within(deps.clock, walkMs, walk, signal);
      if (walked !== null) return { reading: walked.result };
      await night.progress.journal.flush();
      const discoveryNumber = await night.progress.begin();
      const left = discoveryNumber === null ? [] : await leftToRead(deps, night, signal);
      const isLeft = discoveryNumber !== null && left.length > 0;
      const handedOver = isLeft ? await spread({ ...night, left, discoveryNumber }, signal) : null;
      if (handedOver !== null) return handedOver;
      throw new DeadlineError(`Cannot audit ${night.plan.name.date} in this run: the next one goes on`);
    },
  };
}

function maySpread({ progress: { fanOuts } }: DiscoveredNight): boolean {
  return fanOuts.filter(({ plan }) => plan === null || !isOfNone(plan)).length < mostFanOuts;
}

/** Not one shard could be started. */
function isOfNone({ shards }: FanOut): boolean {
  return shards.length === 0;
}

/**
 * Null: all of it is read, or nobody else is there to read the rest. Shards that went silent or never began are started
 * again: whoever comes by goes on with a night.
 */
async function lookOn(
  deps: FanOutDeps,
  request: FanOutRequest,
  { night, plan }: { readonly night: DiscoveredNight; readonly plan: FanOut },
  signal: AbortSignal,
): Promise<NightUnderWay | null> {
  const missing = await lookAtShards(deps.store, plan, signal);
  if (missing.length === 0) return null;
  const keys = shardsToStart(missing, deps.clock.now(), request.silenceMs).map(({ key }) => key);
  const { name, runId } = night.plan;
  const started = await startShards(deps, request, { name, runId, keys }, signal);
  if (keys.length === missing.length && started.started === 0) return readHere(deps, night, plan, signal);
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
): Promise<NightUnderWay | null> {
  const { store, events = noEvents } = deps;
  const { plan, left, discoveryNumber, progress } = night;
  const { runId, name } = plan;
  const of = { runId, discovery: discoveryNumber, fanOut: progress.fanOuts.length + 1 };
  const shards = shardsOf(request, night, of);
  const document = planFor(deps, name, of, {
    shards: [...(await putShards(store, of, shards, signal))],
    cuts: cutsIn(shards, splitSpan(plan.span, night.request.windowMs)),
  });
  const claimed = await claimFanOut(store, { name: of, plan: document }, signal);
  // Whoever was first starts them.
  if (!claimed.won) return underWay(name, claimed.plan ?? document, { ...noneStarted, done: 0 });
  progress.fannedOut({ name: of, plan: document });
  const pages = sumPages(left);
  const told = { family: name.family, night: name.date, run: runId };
  events.tell({ event: "fanned-out", ...told, shards: shards.length, pages });
  const started = await startShards(deps, request, { name, runId, keys: document.shards }, signal);
  if (started.started === 0) return readHere(deps, night, document, signal);
  return underWay(name, document, { ...started, done: 0 });
}

const noneStarted: Started = { started: 0, notStarted: 0, problem: null };

/** Whoever comes next waits for nobody then, and a shard that runs after all is one of an older plan. */
async function readHere(
  deps: FanOutDeps,
  { plan: { name }, progress }: DiscoveredNight,
  { runId, discovery, fanOut }: FanOut,
  signal: AbortSignal,
): Promise<null> {
  const of = { runId, discovery, fanOut: fanOut + 1 };
  const plan = planFor(deps, name, of, { shards: [], cuts: [] });
  const claimed = await claimFanOut(deps.store, { name: of, plan }, signal);
  progress.fannedOut({ name: of, plan: claimed.plan });
  return null;
}

function planFor(
  { clock }: FanOutDeps,
  name: NightName,
  of: FanOutName,
  { shards, cuts }: Pick<FanOut, "shards" | "cuts">,
): FanOut {
  const at = isoInstant(Math.round(clock.now()));
  return { schema: "job-audit/fan-out/v1", ...ofRun(name, of), at, shards, cuts };
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
  const rates = maxRate === null ? [] : shareRate(cut, maxRate);
  return cut.map((windows, index) => ({
    schema: "job-audit/shard/v1",
    ...ofRun(plan.name, of),
    number: index + 1,
    of: cut.length,
    windows: windows.map(({ scope, window }) => ({ ...scope, ...window })),
    pages: Math.ceil(sumPages(windows)),
    maxRate: rates[index] ?? null,
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
