/** What a function keeps of metrics: of each revision that it committed, and of each diff that it made. */

import { diffMetricsKey, metricsKey, type NightName } from "../core/key.ts";
import { runFamilies } from "../core/metrics/run-families.ts";
import type { RunNumbers } from "../core/metrics/run-tally.ts";
import type { CaughtUp } from "../usecases/audit/catch-up.ts";
import type { DiffResult } from "../usecases/diff/diff-night.ts";
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
  repairs: CaughtUp["repairs"],
): Promise<void> {
  const renewed = repairs.filter(({ repair: { before, after, already } }) => before.key !== after.key && !already);
  const repaired = renewed.map(({ repair }) => ({ night: repair.after, run: null }));
  for (const each of [...nights, ...repaired]) await keepNight(work, each);
}

function keepNight(work: Work, { night, run }: MeasuredRun): Promise<void> {
  const { family, night: date } = night.manifest;
  const name = { family, date };
  const ofRun = runFamilies(family, producer.version, run);
  const measure = async () => [...ofRun, ...(await measureNight(work.store, night, work.signal))];
  return keepMetrics(work, { name, key: metricsKey(name, night.commit.revision), measure }, work.signal);
}

/** Behind the alerts: incidents are kept by then. */
export async function keepDiffMetrics(work: Work, name: NightName, made: DiffResult): Promise<void> {
  if (made.already) return;
  const measure = () => measureDiff(work.store, name, made, work.signal);
  await keepMetrics(work, { name, key: diffMetricsKey(name, made.commit.revision), measure }, work.signal);
}
