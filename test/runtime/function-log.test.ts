import { describe, expect, it } from "vitest";
import { createFunctionLog } from "../../lib/runtime/function-log.ts";
import { createRedactor } from "../../lib/runtime/redactor.ts";
import { lines } from "./lines.ts";
import { standingClock } from "./standing-clock.ts";

const start = Date.UTC(2026, 10, 21, 18);
const fields = { requestId: "r1", function: "audit" };

function openLog() {
  const log = lines();
  const redactor = createRedactor({ TENCENTCLOUD_SECRETKEY: "theSecretKey" });
  return { log, teller: createFunctionLog({ clock: standingClock(start), log, redactor, fields }) };
}

describe("createFunctionLog()", () => {
  it("writes an event as one line, with its name, its level and what stands in each line", () => {
    const { log, teller } = openLog();
    teller.tell({ event: "step-ended", family: "pic", night: "2026-11-20", run: "ab", step: "walk", durationMs: 7 });
    teller.tell({ event: "alert-failed", family: "pic", night: "2026-11-20", sink: "ops", items: 2, reason: "no" });
    teller.tell({
      event: "work-failed",
      family: "pic",
      night: "2026-11-20",
      step: "diff",
      code: "STORE",
      message: "m",
    });
    const common = { ...fields, time: "2026-11-21T18:00:00.000Z", family: "pic", night: "2026-11-20" };
    expect(log.records()).toEqual([
      { ...common, level: "info", msg: "step-ended", run: "ab", step: "walk", durationMs: 7 },
      { ...common, level: "warn", msg: "alert-failed", sink: "ops", items: 2, reason: "no" },
      { ...common, level: "error", msg: "work-failed", step: "diff", code: "STORE", message: "m" },
    ]);
  });

  it("keeps the id of the invocation and that of the service apart", () => {
    const { log, teller } = openLog();
    const started = {
      family: "pic",
      night: "2026-11-20",
      diffFunction: "job-audit-diff",
      serviceRequestId: "id-9",
    } as const;
    teller.tell({ event: "diff-started", ...started });
    expect(log.records()[0]).toMatchObject({ requestId: "r1", serviceRequestId: "id-9" });
  });

  it("lets nothing that is told take the place of what stands in each line", () => {
    const { log, teller } = openLog();
    const odd = { requestId: "of somebody else", function: "another" };
    teller.tell({ event: "alert-problem", family: "pic", night: "2026-11-20", message: "m", ...odd });
    expect(log.records()[0]).toMatchObject({ requestId: "r1", function: "audit" });
  });

  it("writes no line of a request that is only counted", () => {
    const { log, teller } = openLog();
    teller.tell({ event: "request", operation: "cos:GET object", tries: 1, throttled: 0, failed: false });
    expect(log.records()).toEqual([]);
  });

  it("lets no secret through, wherever in an event it stands", () => {
    const { log, teller } = openLog();
    const detail = "https://h/x?q-signature=5ec2e7 with theSecretKey";
    teller.tell({
      event: "metrics-not-kept",
      family: "pic",
      night: "2026-11-20",
      code: "theSecretKey",
      message: detail,
    });
    expect(log.text()).not.toMatch(/theSecretKey|5ec2e7/);
    expect(log.records()[0]).toMatchObject({ code: expect.stringMatching(/^\[cut:/), msg: "metrics-not-kept" });
  });

  it("goes by the machine's clock where there is no other", () => {
    const log = lines();
    createFunctionLog({ log, redactor: createRedactor({}), fields: {} }).started({});
    expect(Date.parse(String(log.records()[0]?.["time"]))).toBeGreaterThan(Date.UTC(2020, 0, 1));
  });
});
