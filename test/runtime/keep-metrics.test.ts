/** What the functions keep of metrics, in the emulated bucket. */

import { describe, expect, it } from "vitest";
import { diffMetricsKey, metricsKey } from "../../lib/core/key.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createDiffHandler } from "../../lib/runtime/diff-handler.ts";
import { keepRunMetrics } from "../../lib/runtime/keep-metrics.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { readOpenMetrics } from "../adapters/metrics/open-metrics.ts";
import { type FunctionCloud, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const signal = new AbortController().signal;
const context = { request_id: "r1", time_limit_in_ms: 900_000 };
const name = { family: "pic", date: night } as const;

async function textAt({ app }: FunctionCloud, key: string): Promise<string | null> {
  const bytes = await app.store.get(key, signal);
  return bytes && Buffer.from(bytes).toString("utf8");
}

/** The values of a family that the text has to hold, by one label. */
function valuesIn(text: string | null, family: string, label: string): Record<string, number> {
  const { families, problems } = readOpenMetrics(text ?? "");
  expect(problems).toEqual([]);
  const samples = families.find((each) => each.name === family)?.samples ?? [];
  return Object.fromEntries(samples.map(({ labels, value }) => [labels[label], value]));
}

describe("what functions keep of metrics", () => {
  it("is of the night and of what its run took, beside the report", async () => {
    const cloud = await openFunctionCloud();
    await createAuditHandler(cloud.surroundings)(timer, context);
    const text = await textAt(cloud, metricsKey(name, 1));
    expect(valuesIn(text, "job_audit_night_jobs", "state")).toMatchObject({ Failed: 10, Success: 190 });
    expect(valuesIn(text, "job_audit_night_complete", "family")).toEqual({ pic: 1 });
    const asked = valuesIn(text, "job_audit_run_requests", "operation");
    const { byOperation } = cloud.emulator.stats();
    const lists = Object.entries(byOperation).find(([operation]) => /jobs/.test(operation));
    expect(asked["ci:GET /pic_jobs"]).toBe(lists?.[1]);
    expect(Object.keys(valuesIn(text, "job_audit_run_step_duration_seconds", "step"))).toEqual([
      ...["discover", "walk", "recheck", "write"],
    ]);
    const kept = cloud.surroundings.log.records().filter(({ msg }) => msg === "metrics-kept");
    expect(kept.map(({ key }) => key)).toEqual([diffMetricsKey(name, 1), metricsKey(name, 1)]);
    expect(kept[1]).toMatchObject({ night, bytes: Buffer.byteLength(text ?? "") });
  });

  it("is of the diff where that is made, with the incidents behind it", async () => {
    const cloud = await openFunctionCloud();
    await createAuditHandler(cloud.surroundings)(timer, context);
    const text = await textAt(cloud, diffMetricsKey(name, 1));
    expect(valuesIn(text, "job_audit_diff_revision", "family")).toEqual({ pic: 1 });
    expect(valuesIn(text, "job_audit_incidents_open", "severity")).toEqual({ info: 0, warning: 0, critical: 0 });
    await createDiffHandler(cloud.surroundings)({ date: night }, context);
    expect(cloud.surroundings.log.records().filter(({ msg }) => msg === "metrics-kept")).toHaveLength(2);
    expect(await textAt(cloud, diffMetricsKey(name, 1))).toBe(text);
  });

  it("stays as it is when the night is found committed", async () => {
    const cloud = await openFunctionCloud();
    await createAuditHandler(cloud.surroundings)(timer, context);
    const text = await textAt(cloud, metricsKey(name, 1));
    await createAuditHandler(cloud.surroundings)(timer, context);
    expect(await textAt(cloud, metricsKey(name, 1))).toBe(text);
  });

  it("is of a repaired night too, without a run, and of none where nothing got better", async () => {
    const cloud = await openFunctionCloud();
    await createAuditHandler(cloud.surroundings)(timer, context);
    const { app, surroundings } = cloud;
    const before = (await readCommittedNight(app.store, name, signal)) ?? expect.fail("it is not committed");
    const after = { ...before, key: "r0002.json", commit: { ...before.commit, revision: 2 } };
    const repair = { name, repair: { before, after, already: false, closed: [], left: [] } } as const;
    const work = { ...app, signal } as unknown as Parameters<typeof keepRunMetrics>[0];
    const same = { name, repair: { ...repair.repair, after: before } };
    const raced = { name, repair: { ...repair.repair, already: true } };
    await keepRunMetrics(work, [], [same, raced] as unknown as Parameters<typeof keepRunMetrics>[2]);
    expect(await textAt(cloud, metricsKey(name, 2))).toBeNull();
    await keepRunMetrics(work, [], [repair] as unknown as Parameters<typeof keepRunMetrics>[2]);
    const text = await textAt(cloud, metricsKey(name, 2));
    expect(valuesIn(text, "job_audit_night_revision", "family")).toEqual({ pic: 2 });
    expect(text).not.toContain("job_audit_run_");
    expect(surroundings.log.records().at(-1)).toMatchObject({ msg: "done" });
  });
});
