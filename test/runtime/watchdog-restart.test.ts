/** A run that broke off, the watchdog that starts it again through the platform, and the night that is there then. */

import { describe, expect, it, onTestFinished } from "vitest";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import { createScenario } from "../../emulator/scenario/read-scenario.ts";
import type { FunctionHandler } from "../../emulator/scf/options.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { discoveryKey } from "../../lib/core/key.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { createWatchdogHandler } from "../../lib/runtime/watchdog-handler.ts";
import { makePlan } from "../../lib/usecases/audit/audit-night.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { environment, night } from "../functions/function-cloud.ts";
import { lines } from "./lines.ts";

const scenario = createScenario(
  {
    night,
    jobs: 50,
    reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
    buckets: [
      { name: "photos-1250000000", region: "ap-chongqing", queues: [{ id: `p${"0".repeat(32)}`, name: "thumbnails" }] },
    ],
    tags: { PicProcess: 1 },
  },
  "the test",
);
const context = { request_id: "r1", time_limit_in_ms: 300_000 };
const signal = new AbortController().signal;

/** At 02:45 in Shanghai, when the night has settled and is not due yet. */
async function openBroken(auditFunction = "nightly") {
  const clock = createQuickClock(Date.UTC(2026, 10, 20, 18, 45), 9_000);
  const runs: Promise<unknown>[] = [];
  let audit: FunctionHandler = () => Promise.reject(new Error("not yet"));
  const handler: FunctionHandler = (event, own) => {
    const run = audit(event, own);
    runs.push(run);
    return run;
  };
  const functions = { functions: { nightly: handler } };
  const cloud = await startEmulatedCloud({ scenario, seed: 1, port: 0, now: clock.now, objects: null, functions });
  onTestFinished(() => cloud.close());
  const settingsText = emulatedSettings(scenario, cloud.url, { auditFunction });
  const surroundings = { env: environment, clock, log: lines(), settingsText: () => settingsText };
  audit = createAuditHandler(surroundings);
  await createAuditHandler(surroundings)({ date: "2026-11-19" }, context);
  const settings = readSettings(settingsText, "the test");
  const app = compose(settings, { clock, credentials: () => ({ ...emulatedCredentials, sessionToken: null }) });
  const { runId } = await makePlan(app, auditRequestOf(settings, "pic", night), signal);
  await app.store.claim(discoveryKey(runId, 1), Buffer.from("cut off"), signal);
  return { runId, runs, watch: createWatchdogHandler(surroundings) };
}

describe("createWatchdogHandler, of a run that broke off", () => {
  it("starts it again once, of two looks at the same time, and is content when it has committed the night", async () => {
    const { runId, runs, watch } = await openBroken();
    const both = await Promise.all([watch({}, context), watch({}, context)]);
    const restarted = both.flatMap((each) => ("restarted" in each ? each.restarted : []));
    expect(restarted).toEqual([{ family: "pic", date: night, runId }]);
    expect(await Promise.all(runs)).toMatchObject([
      { status: "done", nights: [{ date: night, status: "complete", jobs: 50 }] },
    ]);
    const last = { family: "pic", date: night, commit: "complete", troubles: [] };
    expect(await watch({}, context)).toMatchObject({ status: "done", nights: [{ date: "2026-11-19" }, last] });
    expect(runs).toHaveLength(1);
  });

  it("throws why it cannot be started, and does not try that again", async () => {
    const { watch } = await openBroken("absent");
    const refused = { code: "SERVICE", message: expect.stringContaining("there is no function absent") };
    await expect(watch({}, context)).rejects.toMatchObject(refused);
    expect(await watch({}, context)).toMatchObject({ status: "done", restarted: [] });
  });
});
