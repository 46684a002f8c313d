import { describe, expect, it } from "vitest";
import type { Clock } from "../../lib/ports/clock.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { readCommittedDiff } from "../../lib/usecases/diff/read-diff.ts";
import { environment, type FunctionCloud, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const signal = new AbortController().signal;
const context = { request_id: "r1", time_limit_in_ms: 900_000 };

function handle({ surroundings }: FunctionCloud, event: unknown, env: Record<string, string> = {}) {
  return createAuditHandler({ ...surroundings, env: { ...environment, ...env } })(event, context);
}

/** Its longest sleep, the time limit's, is over once jobs were asked for. */
function clockUntilJobsAreRead({ emulator, surroundings: { clock } }: FunctionCloud): Clock {
  let stop = () => {};
  return {
    now() {
      if (Object.keys(emulator.stats().byOperation).some((operation) => /jobs/.test(operation))) stop();
      return clock.now();
    },
    sleep: (ms, abort) => (ms === 890_000 ? new Promise((resolve) => (stop = resolve)) : clock.sleep(ms, abort)),
  };
}

const nothingTold = { sent: [], failed: [], silenced: 0, inhibited: 0, problems: [] };

describe("createAuditHandler", () => {
  it("audits the last night that was over when the timer fired, and has it compared", async () => {
    const cloud = await openFunctionCloud();
    const commit = `v1/commits/family=pic/date=${night}/r0001.json`;
    const name = { family: "pic", date: night };
    const numbers = { jobs: 200, findings: 10, holes: 0 };
    expect(await handle(cloud, timer)).toEqual({
      status: "done",
      nights: [{ ...name, commit, status: "complete", already: false, ...numbers }],
      repairs: [],
      diffs: [{ ...name, diff: "made" }],
      alerts: [{ ...name, incidents: `v1/incidents/family=pic/date=${night}/r0001.json`, open: 0, ...nothingTold }],
      failures: [],
      left: [],
      warnings: [],
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
      message: expect.stringMatching(
        /^Cannot audit .*2026-11-20( and (repair|diff) [-, 0-9]+)* in this run: too little of its time is left/,
      ),
    });
    const [last] = cloud.surroundings.log.records().slice(-1);
    const left = { family: "pic", date: night, step: "audit" };
    expect(last).toMatchObject({ msg: "failed", left: expect.arrayContaining([left]) });
    expect(last).toMatchObject({ warnings: [{ family: "pic", code: "nights-at-risk", text: expect.any(String) }] });
  });

  it("stops in the middle of a night when time is up, and begins that night anew when it is tried again", async () => {
    const cloud = await openFunctionCloud();
    const limited = { ...cloud.surroundings, clock: clockUntilJobsAreRead(cloud) };
    await expect(createAuditHandler(limited)(timer, context)).rejects.toMatchObject({
      code: "DEADLINE",
      message: "Cannot go on: 15m are nearly up",
    });
    expect(cloud.surroundings.log.records().at(-1)).toMatchObject({
      nights: [],
      failures: [{ date: night }],
      left: [],
    });
    expect(await handle(cloud, timer)).toMatchObject({
      nights: [{ date: night, already: false, jobs: 200, holes: 0 }],
    });
  });

  it("refuses a timer that is yet to fire, whose night is not over", async () => {
    const cloud = await openFunctionCloud();
    for (const Time of ["2027-06-01T00:00:00Z", "2026-11-21T20:00:00Z"])
      expect(await handle(cloud, { ...timer, Time })).toEqual({
        status: "failed",
        error: { code: "EVENT", message: expect.stringMatching(/^Cannot go by a timer of 202/) },
      });
    expect(cloud.emulator.stats().requests).toBe(0);
  });

  it("asks the service for nothing when the timer fires again", async () => {
    const cloud = await openFunctionCloud();
    await handle(cloud, timer);
    const before = cloud.emulator.stats().byOperation;
    expect(await handle(cloud, timer)).toMatchObject({ nights: [{ already: true }], diffs: [] });
    // The probe that is not there, 35 nights that are not committed, and of the newest two commits, its diff's four files, and once more itself.
    const reads = 1 + 35 + 2 + 4 + 3;
    const operation = "GET /audits";
    expect(cloud.emulator.stats().byOperation).toEqual({ ...before, [operation]: (before[operation] ?? 0) + reads });
  });

  it("signs with the credentials that a warm instance has now", async () => {
    const cloud = await openFunctionCloud();
    const env: Record<string, string> = { ...environment };
    const handler = createAuditHandler({ ...cloud.surroundings, env });
    const refused = { status: "failed", error: { code: "SERVICE" } };
    const expired = { TENCENTCLOUD_SECRETID: "AKIDofAnHourAgo", TENCENTCLOUD_SECRETKEY: "secretOfAnHourAgo" };
    for (const [given, answer] of [
      [expired, refused],
      [environment, { status: "done", nights: [{ already: false }] }],
      [expired, refused],
    ]) {
      Object.assign(env, given);
      expect(await handler(timer, context)).toMatchObject(answer as object);
    }
    expect(cloud.surroundings.log.text()).not.toContain("OfAnHourAgo");
  });

  it("refuses a family that no settings know, before it asks anybody", async () => {
    const cloud = await openFunctionCloud();
    const event = { date: night, family: "video" };
    expect(await handle(cloud, event)).toMatchObject({ status: "failed", error: { code: "EVENT" } });
    expect(cloud.emulator.stats().requests).toBe(0);
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
