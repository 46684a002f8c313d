/**
 * Keeps what was measured beside the report, once a revision: of runs that race the first one's numbers stay.
 *
 * Behind a commit and never instead of one: whatever goes wrong is told, and fails nothing.
 */

import type { NightName } from "../../core/key.ts";
import type { MetricFamily } from "../../core/metrics/metric-family.ts";
import { shortError } from "../../core/told-code.ts";
import type { Events } from "../../ports/events.ts";
import type { MetricsText } from "../../ports/metrics-text.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface KeepMetricsDeps {
  readonly store: ReportStore;
  readonly events: Events;
  readonly metricsText: MetricsText;
}

export interface Measuring {
  readonly name: NightName;
  readonly key: string;
  measure(): Promise<readonly MetricFamily[]>;
}

export async function keepMetrics(
  { store, events, metricsText }: KeepMetricsDeps,
  { name, key, measure }: Measuring,
  signal: AbortSignal,
): Promise<void> {
  const of = { family: name.family, night: name.date };
  try {
    const bytes = Buffer.from(await metricsText(await measure()), "utf8");
    const { won } = await store.claim(key, bytes, signal);
    if (won) events.tell({ event: "metrics-kept", ...of, key, bytes: bytes.length });
  } catch (error) {
    events.tell({ event: "metrics-not-kept", ...of, ...shortError(error) });
  }
}
