import { describe, expect, it, onTestFinished } from "vitest";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import type { FaultRule } from "../../emulator/faults.ts";
import { nightTimes } from "../../emulator/scenario/night-times.ts";
import { createScenario } from "../../emulator/scenario/read-scenario.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { readFindings } from "../../lib/usecases/report/read-rows.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { environment, night, timer } from "../functions/function-cloud.ts";
import { lines } from "../runtime/lines.ts";

const never = new AbortController().signal;
const queue = { id: "p0123456789abcdef0123456789abcdef", name: "thumbnails" };
const failures = [{ code: "ResourceDownloadFailed", messages: ["404"], share: 0.05 }];
const none = { hang: { queued: 0, running: 0 }, hiddenFailures: 0, cancelled: 0 };

/** 400 jobs, of which 20 fail; the function is run as the platform runs it, its timer firing up to `times` times. */
async function auditUnder(faults: readonly FaultRule[], times = 1) {
  const buckets = [{ name: "photos-1250000000", region: "ap-chongqing", queues: [queue] }];
  const reportBucket = { name: "audit-1250000000", region: "ap-chongqing" };
  const frame = { night, jobs: 400, buckets, reportBucket, tags: { PicProcess: 1 }, failures, ...none };
  const scenario = createScenario({ ...frame, service: { faults: [...faults] } }, "the test");
  const clock = createQuickClock(nightTimes(scenario).now);
  const emulator = await startEmulatedCloud({ scenario, seed: 1, port: 0, now: clock.now, objects: null });
  onTestFinished(() => emulator.close());
  const settings = emulatedSettings(scenario, emulator.url);
  const log = lines();
  const handler = createAuditHandler({ env: environment, clock, log, random: () => 0.5, settingsText: () => settings });
  const results: unknown[] = [];
  for (let fired = 0; fired < times; fired += 1) {
    results.push(await handler(timer, { request_id: "r1", time_limit_in_ms: 900_000 }).catch((error: Error) => error));
  }
  const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
  // Reads what is stored past the faults, which are used up or concern jobs only.
  const { store } = compose(readSettings(settings, "the test"), { clock, credentials });
  const committed = await readCommittedNight(store, { family: "pic", date: night }, never);
  const ids: string[] = [];
  if (committed !== null) for await (const { jobId } of readFindings(store, committed.manifest, never)) ids.push(jobId);
  return { results, committed, ids, logged: JSON.stringify(log.records()), faults: emulator.stats().faults };
}

const jobs = { path: "/pic_jobs" };
const bad: readonly FaultRule["fault"][] = [
  ...(["reset", "lost-reply", "reset-after-headers", "cut", "cut-wrong-length", "html", "json", "garbage"] as const),
  ...["error-in-200" as const, { status: 502, code: "BadGateway" }, { status: 429, code: "SlowDown", retryAfter: 1 }],
];

describe("the audit function under fire", () => {
  it("ends in the whole report when every kind of trouble hits its lists and its writes once", async () => {
    const lists = bad.map((fault, index): FaultRule => ({ match: jobs, nth: 1 + index * 2, times: 1, fault }));
    const writes = bad
      .filter((fault) => !["html", "json", "cut", "garbage"].includes(String(fault)))
      .map((fault, index): FaultRule => ({ match: { method: "PUT" }, nth: 1 + index * 2, times: 1, fault }));
    const calm = await auditUnder([]);
    const { committed, ids, faults } = await auditUnder([...lists, ...writes]);
    expect(faults).toBeGreaterThan(8);
    expect(committed?.manifest).toMatchObject({ status: "complete", jobs: 400, holes: [] });
    expect(new Set(ids).size).toBe(20);
    expect(ids).toEqual(calm.ids);
  });

  it("ends in a hole when a part of the night cannot be read whatever it does", async () => {
    const dead = { ...jobs, query: { queueId: queue.id } };
    const { committed, results, logged } = await auditUnder([{ match: dead, nth: 3, fault: "garbage" }]);
    expect(results).toMatchObject([{ status: "done", nights: [{ status: "incomplete" }] }]);
    expect(committed?.manifest.holes.map(({ cause }) => cause)).toContain("undecodable");
    expect(logged).not.toContain(emulatedCredentials.secretKey);
    expect(logged).not.toMatch(/q-signature|q-ak/);
  });

  it.each(["RequestTimeTooSkewed", "SignatureExpired", "AccessDenied"])(
    "ends in a hole, or throws for the platform to try again, when credentials expire in the middle: %s",
    async (code) => {
      const fault = { status: 403, code, message: "Request has expired" };
      const { committed, results } = await auditUnder([{ match: jobs, nth: 3, fault }]);
      expect(results).toMatchObject([{ nights: [{ status: "incomplete" }] }]);
      expect(committed?.manifest.holes.map(({ cause }) => cause)).toContain("access-denied");
    },
  );

  it("commits once, with all of it, when the answers to every write are lost and its timer fires three times", async () => {
    const { committed, results, ids } = await auditUnder(
      [{ match: { method: "PUT" }, times: 6, fault: "lost-reply" }],
      3,
    );
    expect(results.at(-1)).toMatchObject({ status: "done", nights: [{ already: true }] });
    expect(committed).toMatchObject({ commit: { revision: 1, status: "complete" }, manifest: { jobs: 400 } });
    expect(new Set(ids).size).toBe(20);
  });

  it("commits nothing, and says so, when the bucket for reports is out of order, and all of it afterwards", async () => {
    const put: FaultRule = { match: { method: "PUT" }, times: 8, fault: { status: 500, code: "InternalError" } };
    const { results, committed } = await auditUnder([put], 2);
    const [first] = results;
    expect(first).not.toMatchObject({ nights: [{ status: "complete" }] });
    expect(committed?.manifest).toMatchObject({ status: "complete", jobs: 400, holes: [] });
  });
});
