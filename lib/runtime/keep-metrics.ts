/**
 * What a function keeps of metrics: of each revision that it committed, and of each diff that it made. Of a night that
 * several instances read, each leaves what it took to the one that commits.
 */

import { diffMetricsKey, metricsKey, type NightName, planTakenKey, shardTakenKey } from "../core/key.ts";
import { runFamilies } from "../core/metrics/run-families.ts";
import { type RunNumbers, withRequests } from "../core/metrics/run-tally.ts";
import { shortError } from "../core/told-code.ts";
import type { CaughtUp } from "../usecases/audit/catch-up.ts";
import type { DiffResult } from "../usecases/diff/diff-night.ts";
import { keepTaken, type NumberedKey, readTaken } from "../usecases/fan-out/taken.ts";
import { keepMetrics } from "../usecases/metrics/keep-metrics.ts";
import { measureDiff, measureNight } from "../usecases/metrics/measure-night.ts";
import type { CommittedNight } from "../usecases/report/read-commit.ts";
import type { Work } from "./function-spec.ts";
import { producer } from "./producer.ts";

/** A night that the run committed, and what that took. */
export interface MeasuredRun {
  readonly night: CommittedNight;
  readonly run: RunNumbers | null;
}

/** At the end of a run: what is due comes first. Of a repair the night alone is measured. */
export async function keepRunMetrics(
  work: Work,
  nights: readonly MeasuredRun[],
  { repairs, underWay }: Pick<CaughtUp, "repairs" | "underWay">,
): Promise<void> {
  const renewed = repairs.filter(({ repair: { before, after, already } }) => before.key !== after.key && !already);
  const repaired = renewed.map(({ repair }) => ({ night: repair.after, run: null }));
  for (const each of [...nights, ...repaired]) await keepNight(work, each);
  for (const { name, fanOut } of underWay) await leaveTaken(work, name, (number) => planTakenKey(fanOut, number));
}

/** Of an instance that read a part of a night, before it does anything else. */
export function leaveShardTaken(work: Work, name: NightName, shard: string): Promise<void> {
  return leaveTaken(work, name, (number) => shardTakenKey(shard, number));
}

async function leaveTaken(work: Work, { family, date }: NightName, keyOf: NumberedKey): Promise<void> {
  try {
    await keepTaken(work, keyOf, work.tally.take(), work.signal);
  } catch (error) {
    work.events.tell({ event: "metrics-not-kept", family, night: date, ...shortError(error) });
  }
}

function keepNight(work: Work, { night, run }: MeasuredRun): Promise<void> {
  const { family, night: date } = night.manifest;
  const name = { family, date };
  const measure = async () => {
    const whole = run && (await withOthers(work, night, run));
    return [...runFamilies(family, producer.version, whole), ...(await measureNight(work.store, night, work.signal))];
  };
  return keepMetrics(work, { name, key: metricsKey(name, night.commit.revision), measure }, work.signal);
}

async function withOthers(work: Work, { manifest }: CommittedNight, run: RunNumbers): Promise<RunNumbers> {
  if (work.settings.functions.shard === null) return run;
  return withRequests(run, await readTaken(work, manifest.runId, work.signal));
}

/** Behind the alerts: incidents are kept by then. */
export async function keepDiffMetrics(work: Work, name: NightName, made: DiffResult): Promise<void> {
  if (made.already) return;
  const measure = () => measureDiff(work.store, name, made, work.signal);
  await keepMetrics(work, { name, key: diffMetricsKey(name, made.commit.revision), measure }, work.signal);
}
