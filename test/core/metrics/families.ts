/** Metric families as tests look at them: by name and labels. */

import type { MetricFamily, MetricName } from "../../../lib/core/metrics/metric-family.ts";
import { metricCatalogue } from "../../../lib/core/metrics/metric-family.ts";

/** Values by what the chosen labels say, as `a/b`. */
export function valuesOf(
  families: readonly MetricFamily[],
  name: MetricName,
  ...labels: readonly string[]
): Record<string, number> {
  const samples = families.filter((family) => family.name === name).flatMap((family) => family.samples);
  return Object.fromEntries(
    samples.map((sample) => [labels.map((label) => sample.labels[label]).join("/"), sample.value]),
  );
}

/** Names of families whose samples have other labels than the catalogue says. */
export function mislabelled(families: readonly MetricFamily[]): readonly string[] {
  const isOther = ({ name, samples }: MetricFamily) => {
    const expected = [...metricCatalogue[name].labels].sort().join();
    return samples.some(({ labels }) => Object.keys(labels).sort().join() !== expected);
  };
  return families.filter(isOther).map(({ name }) => name);
}
