import { describe, expect, it } from "vitest";
import { type MetricFamily, mergeFamilies, metricCatalogue } from "../../../lib/core/metrics/metric-family.ts";

describe("metricCatalogue", () => {
  it.each(Object.entries(metricCatalogue))(
    "%s is named and explained as others may rely on",
    (name, { help, labels }) => {
      expect(name).toMatch(/^job_audit_(?:night|run|diff|incidents|build)_[a-z][a-z_]*[a-z]$/);
      expect(name).not.toMatch(/_(?:total|count|sum|bucket|created|ms|minutes|hours|percent)$/);
      expect(help).toMatch(/^[A-Z][^"\\\n]*\.$/);
      expect(labels).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/job|message|object|fingerprint|night/)]),
      );
      expect(new Set(labels).size).toBe(labels.length);
    },
  );
});

describe("mergeFamilies()", () => {
  it("orders families as the catalogue does, joins those of one name, and leaves out what is empty", () => {
    const of = (name: MetricFamily["name"], ...values: number[]): MetricFamily => ({
      name,
      samples: values.map((value) => ({ labels: { family: `f${value}` }, value })),
    });
    const merged = mergeFamilies([
      of("job_audit_diff_worse", 1),
      of("job_audit_night_revision", 2),
      of("job_audit_diff_worse", 3),
      of("job_audit_diff_revision"),
    ]);
    expect(merged.map(({ name, samples }) => [name, samples.map(({ value }) => value)])).toEqual([
      ["job_audit_night_revision", [2]],
      ["job_audit_diff_worse", [1, 3]],
    ]);
  });
});
