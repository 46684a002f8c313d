/** What the functions keep of metrics, in the emulated bucket. */

import { describe, expect, it } from "vitest";
import { NetworkError } from "../../lib/core/errors.ts";
import { diffMetricsKey, fanOutKey, metricsKey } from "../../lib/core/key.ts";
import { createRunTally } from "../../lib/core/metrics/run-tally.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createDiffHandler } from "../../lib/runtime/diff-handler.ts";
import { keepRunMetrics } from "../../lib/runtime/keep-metrics.ts";
import { createShardHandler } from "../../lib/runtime/shard-handler.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { readOpenMetrics } from "../adapters/metrics/open-metrics.ts";
import { environment, type FunctionCloud, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

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

  it("is, of a spread night, of the instance that planned it and of every shard", async () => {
    const cloud = await openFunctionCloud();
    const env = {
      ...environment,
      AUDIT_FUNCTIONS_SHARD_FUNCTION: "job-audit-shard",
      AUDIT_FUNCTIONS_SHARD_REGION: "ap-guangzhou",
      AUDIT_FAN_OUT_PAGES_PER_SHARD: "24",
    };
    const surroundings = { ...cloud.surroundings, env };
    await createAuditHandler(surroundings)(timer, context);
    const run = cloud.surroundings.log.records().find(({ msg }) => msg === "fanned-out")?.["run"];
    const plan = await textAt(cloud, fanOutKey({ runId: String(run), discovery: 1, fanOut: 1 }));
    const { shards } = JSON.parse(plan ?? "");
    expect(shards).toHaveLength(3);
    for (const shard of shards) await createShardHandler(surroundings)({ shard }, context);
    const asked = valuesIn(await textAt(cloud, metricsKey(name, 1)), "job_audit_run_requests", "operation");
    const { byOperation } = cloud.emulator.stats();
    const sent = (kind: RegExp) => Object.entries(byOperation).find(([operation]) => kind.test(operation))?.[1];
    expect(sent(/jobs/)).toBeGreaterThan(70);
    expect(asked["ci:GET /pic_jobs"]).toBe(sent(/jobs/));
    expect(asked["ci:GET /picqueue"]).toBe(sent(/queue/i));
  });

  it("goes on without what an instance took that cannot be kept", async () => {
    const told: unknown[] = [];
    const claim = () => Promise.reject(new NetworkError("no luck"));
    const tally = createRunTally();
    const events = { tell: (event: unknown) => told.push(event) };
    const work = { store: { claim }, clock: { now: () => 0 }, tally, events, signal };
    const fanOut = { runId: "0123456789abcdef", discovery: 1, fanOut: 1 };
    type Kept = Parameters<typeof keepRunMetrics>;
    const caughtUp = { repairs: [], underWay: [{ name, fanOut }] } as unknown as Kept[2];
    await keepRunMetrics(work as unknown as Kept[0], [], caughtUp);
    expect(told).toEqual([{ event: "metrics-not-kept", family: "pic", night, code: "NETWORK", message: "no luck" }]);
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
    type Done = Parameters<typeof keepRunMetrics>[2];
    await keepRunMetrics(work, [], { repairs: [same, raced], underWay: [] } as unknown as Done);
    expect(await textAt(cloud, metricsKey(name, 2))).toBeNull();
    await keepRunMetrics(work, [], { repairs: [repair], underWay: [] } as unknown as Done);
    const text = await textAt(cloud, metricsKey(name, 2));
    expect(valuesIn(text, "job_audit_night_revision", "family")).toEqual({ pic: 2 });
    expect(text).not.toContain("job_audit_run_");
    expect(surroundings.log.records().at(-1)).toMatchObject({ msg: "done" });
  });
});
