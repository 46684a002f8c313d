/** What the audit function tells its heartbeat. */

import { describe, expect, it, onTestFinished } from "vitest";
import { startHeartbeatReceiver } from "../../emulator/heartbeat-receiver.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { environment, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const context = { request_id: "r1", time_limit_in_ms: 900_000 };
const uuid = "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278";
const hour = 3_600_000;

async function openBeating(url?: string) {
  // Pings have three seconds each.
  const cloud = await openFunctionCloud({ clock: createQuickClock(Date.UTC(2026, 10, 20, 18, 30), 1_400) });
  const { clock } = cloud.surroundings;
  const receiver = await startHeartbeatReceiver({ uuid, periodMs: 24 * hour, graceMs: hour, now: clock.now });
  onTestFinished(receiver.close);
  const place = { AUDIT_HEARTBEAT_URL_FROM: "BEAT", AUDIT_HEARTBEAT_ALLOW_PRIVATE: "true" };
  const env = { ...environment, ...place, BEAT: url ?? receiver.url };
  const handle = (event: unknown, more: Record<string, string> = {}) =>
    createAuditHandler({ ...cloud.surroundings, env: { ...env, ...more } })(event, context);
  return { cloud, check: receiver.check, handle };
}

describe("createAuditHandler, with a heartbeat", () => {
  it("pings start and success of the night, and what it committed", async () => {
    const { handle, check, cloud } = await openBeating();
    expect(await handle(timer)).toMatchObject({ status: "done", heartbeat: { signal: "success", problems: [] } });
    expect(check.pings.map(({ kind, durationMs }) => [kind, durationMs === null])).toEqual([
      ["start", true],
      ["success", false],
    ]);
    const commit = `v1/commits/family=pic/date=${night}/r0001.json`;
    expect(check.pings[1]?.body).toMatch(
      new RegExp(`complete: 200 jobs, 10 findings, 0 holes\\n {2}${commit} sha256 [0-9a-f]{64}`),
    );
    expect(cloud.surroundings.log.text()).not.toContain("5bf66975");
  });

  it("pings for a night by its date if it is the last one, and says nothing of an older one", async () => {
    const { handle, check } = await openBeating();
    expect(await handle({ date: "2026-11-19" })).not.toHaveProperty("heartbeat");
    expect(check.pings).toEqual([]);
    await handle({ date: night });
    expect(check.pings.map(({ kind }) => kind)).toEqual(["start", "success"]);
  });

  it("audits the night whatever the heartbeat says, and tells nobody its address", async () => {
    const address = `http://127.0.0.1:1/${uuid}`;
    const { handle, cloud } = await openBeating(address);
    const said = await handle(timer);
    expect(said).toMatchObject({
      status: "done",
      nights: [{ date: night }],
      heartbeat: {
        signal: "success",
        problems: [expect.stringContaining("(start)"), expect.stringContaining("(success)")],
      },
    });
    expect(JSON.stringify(said) + cloud.surroundings.log.text()).not.toMatch(/5bf66975|127\.0\.0\.1:1\//);
  });

  it("pings failure where nothing can be read", async () => {
    const { handle, check } = await openBeating();
    const stale = { TENCENTCLOUD_SECRETID: "AKIDofAnHourAgo", TENCENTCLOUD_SECRETKEY: "secretOfAnHourAgo" };
    await handle(timer, stale);
    expect(check.pings.map(({ kind }) => kind)).toEqual(["start", "fail"]);
  });
});
