/** Samples in the making: those with the same labels are added up. */

import type { MetricFamily, MetricName, Sample } from "./metric-family.ts";

export interface SampleSums {
  add(name: MetricName, labels: Sample["labels"], value: number): void;
  /** In the order in which each was added first. */
  families(): readonly MetricFamily[];
}

export function createSampleSums(): SampleSums {
  const sums = new Map<MetricName, Map<string, Sample>>();
  return {
    add(name, labels, value) {
      const samples = sums.get(name) ?? new Map<string, Sample>();
      const key = JSON.stringify(labels);
      sums.set(name, samples.set(key, { labels, value: value + (samples.get(key)?.value ?? 0) }));
    },
    families: () => [...sums].map(([name, samples]) => ({ name, samples: [...samples.values()] })),
  };
}
