import { describe, expect, it } from "vitest";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { environment, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const placed = { AUDIT_FUNCTIONS_SHARD_FUNCTION: "job-audit-shard", AUDIT_FUNCTIONS_SHARD_REGION: "ap-guangzhou" };

describe("fanOutOf()", () => {
  it("has shards cut for an instance that has all of its time, also where this one has used its own", async () => {
    const clock = createQuickClock(Date.UTC(2026, 10, 20, 18, 30), 1_000);
    const cloud = await openFunctionCloud({ clock, idleFunction: placed.AUDIT_FUNCTIONS_SHARD_FUNCTION });
    // Of 1,800 ms, with the first answer.
    const now = () => clock.now() + (cloud.emulator.stats().requests > 0 ? 1_000 : 0);
    const surroundings = { ...cloud.surroundings, clock: { ...clock, now }, env: { ...environment, ...placed } };
    const run = createAuditHandler(surroundings)(timer, { request_id: "r1", time_limit_in_ms: 2_000 });
    // 72 pages: 35 fit into 70 % of 800 ms, with 16 at a time of 250 ms each, and 80 into those of 1,800 ms.
    expect(await run).toMatchObject({ underWay: [{ shards: 1 }] });
  });
});
