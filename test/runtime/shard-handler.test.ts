import { describe, expect, it } from "vitest";
import { fanOutKey } from "../../lib/core/key.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createShardHandler } from "../../lib/runtime/shard-handler.ts";
import { environment, type FunctionCloud, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const { signal } = new AbortController();
const context = { request_id: "r1", time_limit_in_ms: 900_000 };
const placed = {
  AUDIT_FUNCTIONS_SHARD_FUNCTION: "job-audit-shard",
  AUDIT_FUNCTIONS_SHARD_REGION: "ap-guangzhou",
  AUDIT_FAN_OUT_PAGES_PER_SHARD: "24",
};

function surroundingsOf({ surroundings }: FunctionCloud, env = placed) {
  return { ...surroundings, env: { ...environment, ...env } };
}

/** Keys of the shards, which the emulated platform takes and does nothing with. */
async function spread(cloud: FunctionCloud): Promise<readonly string[]> {
  const result = await createAuditHandler(surroundingsOf(cloud))(timer, context);
  const underWay = [{ family: "pic", date: night, shards: 3, done: 0, started: 3, notStarted: 0 }];
  expect(result).toMatchObject({ status: "done", nights: [], underWay });
  const told = cloud.surroundings.log.records().find(({ msg }) => msg === "fanned-out");
  const name = { runId: String(told?.["run"]), discovery: 1, fanOut: 1 };
  const plan = await cloud.app.store.get(fanOutKey(name), signal);
  return JSON.parse(Buffer.from(plan ?? []).toString()).shards;
}

describe("createAuditHandler, of a night that is too large for one instance", () => {
  it("audits it all the same where not one shard can be started", async () => {
    const cloud = await openFunctionCloud();
    const result = await createAuditHandler(surroundingsOf(cloud))(timer, context);
    expect(result).toMatchObject({ status: "done", nights: [{ date: night, jobs: 200, findings: 10 }] });
    expect(cloud.surroundings.log.records()).toContainEqual(expect.objectContaining({ msg: "shard-not-started" }));
  });
});

describe("createShardHandler", () => {
  it("reads a part of a night, and commits it behind the last", async () => {
    const cloud = await openFunctionCloud({ idleFunction: placed.AUDIT_FUNCTIONS_SHARD_FUNCTION });
    const handle = createShardHandler(surroundingsOf(cloud));
    const [first, second, third] = await spread(cloud);
    const of = { status: "done", family: "pic", date: night, of: 3 };
    expect(await handle({ shard: second }, context)).toMatchObject({ ...of, number: 2, ended: "read", audits: [] });
    expect(await handle({ shard: first }, context)).toMatchObject({ ...of, number: 1, ended: "read", audits: [] });
    expect(await handle({ shard: third }, context)).toMatchObject({
      ...of,
      ended: "complete",
      audits: [
        { nights: [{ date: night, jobs: 200, findings: 10, already: false }], diffs: [{ diff: "made" }] },
        { nights: [{ date: night, already: true }], diffs: [] },
      ],
    });
    const nothingLeft = { nights: [{ already: true }], diffs: [] };
    expect(await handle({ shard: third }, context)).toMatchObject({
      ended: "again",
      audits: [nothingLeft, nothingLeft],
    });
  });

  it("says where to name it, if the settings do not", async () => {
    const cloud = await openFunctionCloud({ idleFunction: placed.AUDIT_FUNCTIONS_SHARD_FUNCTION });
    const [shard] = await spread(cloud);
    const result = await createShardHandler(cloud.surroundings)({ shard }, context);
    expect(result).toMatchObject({ status: "failed", error: { code: "CONFIG" } });
  });
});
