import { describe, expect, it } from "vitest";
import { metricsText } from "../../../lib/adapters/metrics/metrics-text.ts";
import { type MetricFamily, type MetricName, metricCatalogue } from "../../../lib/core/metrics/metric-family.ts";
import { readOpenMetrics } from "./open-metrics.ts";

const names = Object.keys(metricCatalogue) as MetricName[];

/** One sample of each family there is, with labels as odd as a service may make them. */
function oneOfEach(): MetricFamily[] {
  return names.map((name) => {
    const labels = metricCatalogue[name].labels.map((label) => [label, `a\\b"c\nd 产品图 {${label}}`]);
    return { name, samples: [{ labels: Object.fromEntries(labels), value: 1.5 }] };
  });
}

describe("metricsText()", () => {
  it("writes every family of the catalogue as the specification asks", async () => {
    const { families, problems } = readOpenMetrics(await metricsText(oneOfEach()));
    expect(problems).toEqual([]);
    expect(families.map(({ name }) => name)).toEqual(names);
    expect(families.flatMap(({ samples }) => samples).every(({ value }) => value === 1.5)).toBe(true);
    const jobs = families.find(({ name }) => name === "job_audit_night_jobs");
    expect(jobs?.samples[0]?.labels["queue"]).toBe('a\\b"c\nd 产品图 {queue}');
  });

  it("writes gauges alone, which the older text format has too", async () => {
    const { families } = readOpenMetrics(await metricsText(oneOfEach()));
    expect(new Set(families.map(({ type }) => type))).toEqual(new Set(["gauge"]));
  });

  it("puts samples of one family that come from two places together", async () => {
    const of = (family: string): MetricFamily[] => [
      { name: "job_audit_diff_worse", samples: [{ labels: { family }, value: 2 }] },
      { name: "job_audit_night_revision", samples: [{ labels: { family }, value: 1 }] },
    ];
    expect(await metricsText([...of("pic"), ...of("doc")])).toBe(
      [
        "# HELP job_audit_night_revision Revision of the night, from 1 on.",
        "# TYPE job_audit_night_revision gauge",
        'job_audit_night_revision{family="pic"} 1',
        'job_audit_night_revision{family="doc"} 1',
        "# HELP job_audit_diff_worse Lines of the diff that say that something got worse.",
        "# TYPE job_audit_diff_worse gauge",
        'job_audit_diff_worse{family="pic"} 2',
        'job_audit_diff_worse{family="doc"} 2',
        "# EOF",
        "",
      ].join("\n"),
    );
  });

  it("is whole without a sample", async () => {
    expect(await metricsText([])).toBe("# EOF\n");
  });
});
