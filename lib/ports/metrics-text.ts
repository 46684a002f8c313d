/** Metrics as the text that a monitoring system reads: OpenMetrics, in a form that the text format of Prometheus has too. */

import type { MetricFamily } from "../core/metrics/metric-family.ts";

export type MetricsText = (families: readonly MetricFamily[]) => Promise<string>;
