/**
 * `run --metrics FILE`: what was measured of the night, for node_exporter's textfile collector or whatever else reads
 * OpenMetrics. The file is replaced as a whole, so that nobody reads a part of it.
 */

import type { MetricFamily } from "../lib/core/metrics/metric-family.ts";
import { runFamilies } from "../lib/core/metrics/run-families.ts";
import type { RunNumbers } from "../lib/core/metrics/run-tally.ts";
import { producer } from "../lib/runtime/producer.ts";
import type { Redactor } from "../lib/runtime/redactor.ts";
import { measureDiffOf, measureNight } from "../lib/usecases/metrics/measure-night.ts";
import type { CommittedNight } from "../lib/usecases/report/read-commit.ts";
import { writeNewFile } from "./export/write-new-file.ts";
import type { LoadedApp } from "./load-app.ts";

export interface MeasuredFamily {
  readonly night: CommittedNight;
  /** Null: another run had committed it. */
  readonly run: RunNumbers | null;
}

interface MetricsFile {
  readonly path: string;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

/** Of every family's night. Throws `ConfigError` where the file cannot be written. */
export async function writeMetrics(
  app: LoadedApp,
  measured: readonly MeasuredFamily[],
  { path, redactor, signal }: MetricsFile,
): Promise<void> {
  const families: MetricFamily[] = [];
  for (const { night, run } of measured) {
    families.push(...runFamilies(night.manifest.family, producer.version, run));
    families.push(...(await measureNight(app.store, night, signal)));
    families.push(...(await measureDiffOf(app.store, night, signal)));
  }
  const text = await app.metricsText(redactor.copy(families));
  await writeNewFile({ path, force: true }, whole(text));
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
