import { describe, expect, it } from "vitest";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { readCommittedDiff } from "../../lib/usecases/diff/read-diff.ts";
import { environment, type FunctionCloud, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const signal = new AbortController().signal;
const context = { request_id: "r1", time_limit_in_ms: 900_000 };

function handle({ surroundings }: FunctionCloud, event: unknown, env: Record<string, string> = {}) {
  return createAuditHandler({ ...surroundings, env: { ...environment, ...env } })(event, context);
}

describe("createAuditHandler", () => {
  it("audits the last night that was over when the timer fired, and has it compared", async () => {
    const cloud = await openFunctionCloud();
    const commit = `v1/commits/family=pic/date=${night}/r0001.json`;
    const name = { family: "pic", date: night };
    const numbers = { jobs: 200, findings: 10, holes: 0 };
    expect(await handle(cloud, timer)).toEqual({
      status: "done",
      nights: [{ ...name, commit, status: "complete", already: false, ...numbers }],
      diffs: [{ ...name, diff: "made" }],
      failures: [],
      left: [],
    });
    expect(await readCommittedDiff(cloud.app.store, { family: "pic", date: night }, signal)).toMatchObject({
      commit: { night, revision: 1 },
    });
    expect(cloud.surroundings.log.records().at(-1)).toMatchObject({
      msg: "done",
      requestId: "r1",
      nights: [{ date: night, ...numbers }],
    });
  });

  it("audits the same night however late the platform tries again", async () => {
    const cloud = await openFunctionCloud();
    await handle(cloud, timer);
    const later = { ...cloud.surroundings.clock, now: () => cloud.surroundings.clock.now() + 5 * 86_400_000 };
    const retry = createAuditHandler({ ...cloud.surroundings, clock: later });
    // Its requests are signed five days ahead of the emulated cloud, which refuses them: the report is all it may need.
    await expect(retry(timer, context)).resolves.toMatchObject({ status: "failed", error: { code: "SERVICE" } });
    expect(await handle(cloud, timer)).toMatchObject({ nights: [{ date: night, already: true }], diffs: [] });
  });

  it("audits a night that is asked for by its date, and no other", async () => {
    const cloud = await openFunctionCloud();
    expect(await handle(cloud, { date: "2026-11-19", family: "pic" })).toMatchObject({
      status: "done",
      nights: [{ date: "2026-11-19" }],
    });
    expect(await handle(cloud, { date: "2026-11-18" })).toMatchObject({ nights: [{ date: "2026-11-18" }] });
  });

  it("refuses a night that is not over at the time of asking", async () => {
    const cloud = await openFunctionCloud();
    expect(await handle(cloud, { date: "2026-11-21" })).toEqual({
      status: "failed",
      error: {
        code: "EVENT",
        message:
          "Cannot audit 2026-11-21: that night is not over and settled yet; the last one that is, in Asia/Shanghai, is 2026-11-20",
      },
    });
  });

  it("names the nights for which no time was left, and asks for a retry", async () => {
    const cloud = await openFunctionCloud();
    await handle(cloud, { date: "2026-11-17" });
    let now = cloud.surroundings.clock.now();
    // Every look at the clock takes a second: a night takes several times as long as the limit allows for the second.
    const clock = { ...cloud.surroundings.clock, now: () => (now += 1_000) };
    const handler = createAuditHandler({ ...cloud.surroundings, clock });
    await expect(handler(timer, context)).rejects.toMatchObject({
      code: "DEADLINE",
      message: expect.stringMatching(/^Cannot audit .*2026-11-20 in this run: too little of its time is left/),
    });
    const [last] = cloud.surroundings.log.records().slice(-1);
    expect(last).toMatchObject({ msg: "failed", left: expect.arrayContaining([{ family: "pic", date: night }]) });
  });

  it("throws what a retry can mend and returns what it cannot, with the nights that were audited", async () => {
    const cloud = await openFunctionCloud();
    const place = { AUDIT_FUNCTIONS_DIFF_FUNCTION: "diff", AUDIT_FUNCTIONS_DIFF_REGION: "ap-x" };
    const nobody = { ...place, AUDIT_ENDPOINTS_SCF: "http://127.0.0.1:1" };
    await expect(handle(cloud, timer, nobody)).rejects.toMatchObject({ code: "NETWORK" });
    const failure = { family: "pic", date: night, step: "diff" };
    expect(cloud.surroundings.log.records().at(-1)).toMatchObject({
      nights: [{ date: night }],
      failures: [{ ...failure, code: "NETWORK" }],
    });
    const unknown = { ...place, AUDIT_ENDPOINTS_SCF: cloud.emulator.url };
    expect(await handle(cloud, timer, unknown)).toMatchObject({
      status: "failed",
      nights: [{ date: night, already: true }],
      failures: [failure],
    });
  });
});
