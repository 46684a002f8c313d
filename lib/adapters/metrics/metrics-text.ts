/**
 * Metrics as text, by the client library of Prometheus.
 *
 * Gauges alone are in both formats written the same, and `# EOF` is a comment to the older one: so the text serves whoever
 * reads OpenMetrics, and the textfile collector of node_exporter, which reads the older one, too.
 */

import type { OpenMetricsContentType } from "prom-client";
import Gauge from "prom-client/lib/gauge.js";
import Registry from "prom-client/lib/registry.js";
import { type MetricFamily, mergeFamilies, metricCatalogue } from "../../core/metrics/metric-family.ts";

export async function metricsText(families: readonly MetricFamily[]): Promise<string> {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const { name, samples } of mergeFamilies(families)) {
    const { help, labels } = metricCatalogue[name];
    const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
    for (const sample of samples) gauge.set({ ...sample.labels }, sample.value);
  }
  // Without a sample it begins with an empty line, which the format has none of.
  return (await registry.metrics()).trimStart();
}
