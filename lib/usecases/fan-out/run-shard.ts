/**
 * Runs one shard: reads what is left of it, saves that, and marks it. Near the end of its time it goes on in another
 * instance of its own function, for as long as what its plan began with counts. Whoever marks the last one finds every
 * marker, and commits.
 *
 * It may be started twice, or hours late: a shard of a committed night, or of a plan that is not the night's any more,
 * has nothing to do, and one that is marked only looks whether it is to commit. Of a committed night only the one that
 * was to commit it is to look what was left undone behind that.
 */

import { EventError } from "../../core/errors.ts";
import { isoInstant } from "../../core/instant.ts";
import type { NightName } from "../../core/key.ts";
import type { CheckpointRow } from "../../core/schema/progress.ts";
import type { Shard, ShardMarker } from "../../core/schema/shard.ts";
import { noEvents } from "../../ports/events.ts";
import { makePlan } from "../audit/audit-night.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { openProgress, type RunProgress } from "../progress/run-progress.ts";
import { readNewestCommit } from "../report/read-commit.ts";
import { learnThresholds } from "../thresholds/learn-thresholds.ts";
import type { FanOutDeps, FanOutRequest } from "./fan-out-request.ts";
import { goOn, mayGoOn } from "./go-on.ts";
import { isMarkedLast } from "./marked-last.ts";
import { currentFanOut } from "./silent-shards.ts";
import type { ShardStart } from "./start-shards.ts";
import { markShard, readShard, unmarkedShards } from "./stored-shards.ts";
import { type ShardCounts, type ShardWalk, walkShard } from "./walk-shard.ts";
import { within } from "./within.ts";

export interface RunShardDeps extends FanOutDeps, Pick<AuditDeps, "ci"> {
  /** The service, asked so often a second at most. */
  ciAt(maxRate: number): AuditDeps["ci"];
}

export interface RunShardRequest extends Pick<FanOutRequest, "shardFunction"> {
  readonly start: ShardStart;
  requestOf(name: NightName): AuditRequest;
}

export interface ShardRun {
  readonly name: NightName;
  readonly number: number;
  readonly of: number;
  /**
   * `continued`: another instance goes on. `read`: it is marked, and others are not. `complete`: all are, and the night is
   * to be committed now. `committed`: it is already. `again`: it is, and this one was to commit it: what comes behind the
   * commit may be outstanding. `outdated`: the night is planned otherwise by now, or is to be, as this plan is too old.
   */
  readonly ended: "continued" | "read" | "complete" | "committed" | "again" | "outdated";
  readonly pages: number;
  readonly jobs: number;
}

/** Of an instance's time, what is kept for saving and going on. Choices. */
const [restShare, mostRestMs] = [0.1, 20_000];

const nothing = { pages: 0, jobs: 0, retries: 0 };

/** Throws `EventError` for a shard that is not there. */
export async function runShard(deps: RunShardDeps, request: RunShardRequest, signal: AbortSignal): Promise<ShardRun> {
  const instanceMs = deps.remainingMs();
  const { start } = request;
  const shard = await readShard(deps.store, start.shard, signal);
  if (shard === null) throw new EventError(`Cannot read the shard ${start.shard}: it is not in ${deps.store.location}`);
  const name = { family: shard.family, date: shard.night };
  const end = (ended: ShardRun["ended"], { pages, jobs }: Omit<ShardCounts, "retries"> = nothing): ShardRun => {
    return { name, number: shard.number, of: shard.of, ended, pages, jobs };
  };
  if ((await readNewestCommit(deps.store, name, signal)) !== null)
    return end((await isMarkedLast(deps.store, shard, signal)) ? "again" : "committed");
  const night = {
    shard,
    request: request.requestOf(name),
    plan: await makePlan(deps, request.requestOf(name), signal),
  };
  if (night.plan.runId !== shard.runId) return end("outdated");
  let counts: ShardCounts = nothing;
  const missing = await unmarkedShards(deps.store, { name: shard, count: shard.of }, signal);
  if (missing.includes(shard.number)) {
    const walked = await walkAndMark(deps, request, night, signal);
    if (walked.ended !== "whole") return end(walked.ended, walked);
    counts = walked;
    const left = await unmarkedShards(deps.store, { name: shard, count: shard.of }, signal);
    if (left.length > 0) return end("read", counts);
  } else if (missing.length > 0) return end("read");
  if (deps.remainingMs() >= instanceMs / 2 || !mayGoOn(start)) return end("complete", counts);
  await goOn(deps, { ...request, hasSaved: true }, signal);
  return end("continued", counts);
}

interface NightOfShard {
  readonly shard: Shard;
  readonly request: AuditRequest;
  readonly plan: NightPlan;
}

interface WalkedShard extends ShardCounts {
  readonly ended: "whole" | "continued" | "outdated";
}

const outdated: WalkedShard = { ...nothing, ended: "outdated" };

async function walkAndMark(
  deps: RunShardDeps,
  { start, ...request }: RunShardRequest,
  night: NightOfShard,
  signal: AbortSignal,
): Promise<WalkedShard> {
  const { shard, plan } = night;
  const lane = { fanOut: shard.fanOut, shard: shard.number };
  const progress = await openProgress({ ...deps, lane }, plan, signal);
  try {
    const { discovery, fanOuts } = progress;
    const newest = fanOuts.at(-1)?.plan ?? null;
    const isWaitedFor = () => currentFanOut(fanOuts, deps.clock.now()) !== null;
    // What a superseded plan reads would be read again beside the newer one, beyond the rate of both.
    if (discovery === null || newest?.fanOut !== shard.fanOut) return outdated;
    if ((await progress.begin()) !== shard.discovery) return outdated;
    const startedAt = deps.clock.now();
    const saving = countSaved(progress);
    const { counts, isWhole } = await walkInTime(deps, { ...night, discovery, progress: saving }, signal);
    // What waits is what makes it whole.
    await progress.journal.flush();
    const readMs = Math.round(deps.clock.now() - startedAt);
    const ended = isWhole ? "whole" : "continued";
    const of = { family: plan.name.family, night: plan.name.date, run: plan.runId, shard: start.shard };
    (deps.events ?? noEvents).tell({ event: "shard-read", ...of, ended, ...counts, durationMs: readMs });
    if (isWhole) await markShard(deps.store, markerOf(deps, { shard, start, counts, readMs }), signal);
    else if (!isWaitedFor()) return { ...counts, ended: "outdated" };
    else await goOn(deps, { start, ...request, hasSaved: saving.pieces() > 0 }, signal);
    return { ...counts, ended };
  } finally {
    await progress.journal.close();
  }
}

async function walkInTime(
  deps: RunShardDeps,
  { shard, request, plan, ...saved }: NightOfShard & Pick<ShardWalk, "discovery" | "progress">,
  signal: AbortSignal,
): Promise<{ readonly counts: ShardCounts; readonly isWhole: boolean }> {
  const { store, clock, remainingMs } = deps;
  const thresholds = await learnThresholds(store, { request, plan }, signal);
  const counts = { ...nothing };
  const onPage = (jobs: number) => {
    counts.pages += 1;
    counts.jobs += jobs;
  };
  const ci = shard.maxRate === null ? deps.ci : deps.ciAt(shard.maxRate);
  const night = { plan, ...saved, thresholds, shard, onPage };
  const leftMs = remainingMs();
  const walked = await within(
    clock,
    leftMs - Math.min(mostRestMs, leftMs * restShare),
    (stop) => walkShard({ ci, store }, request, night, stop),
    signal,
  );
  return walked === null ? { counts, isWhole: false } : { counts: walked.result, isWhole: true };
}

/** Counts what this instance saves to be taken up. */
function countSaved(progress: RunProgress): RunProgress & { pieces(): number } {
  const { journal } = progress;
  let pieces = 0;
  const add = (row: CheckpointRow) => {
    if (row.kind === "piece") pieces += 1;
    journal.add(row);
  };
  return { ...progress, journal: { ...journal, add }, pieces: () => pieces };
}

function markerOf(
  { clock }: RunShardDeps,
  {
    shard,
    start,
    counts,
    readMs,
  }: {
    readonly shard: Shard;
    readonly start: ShardStart;
    readonly counts: ShardCounts;
    readonly readMs: number;
  },
): ShardMarker {
  const { runId, family, night, discovery, fanOut, number, windows } = shard;
  const requests = counts.pages + counts.retries;
  return {
    schema: "job-audit/shard-marker/v1",
    ...{ runId, family, night, discovery, fanOut, number },
    at: isoInstant(Math.round(clock.now())),
    windows: windows.length,
    ...counts,
    requests,
    rate: readMs === 0 ? 0 : (requests * 1000) / readMs,
    readMs,
    continuations: start.continuation ?? 0,
  };
}
