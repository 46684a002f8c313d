import { describe, expect, it } from "vitest";
import { ConfigError, NetworkError, NothingReadError, ServiceError, StoreError } from "../../lib/core/errors.ts";
import type { Outcome, Work } from "../../lib/runtime/function-spec.ts";
import { createHandler } from "../../lib/runtime/handler.ts";
import { least } from "../config/least-settings.ts";
import { type Lines, lines } from "./lines.ts";
import { standingClock } from "./standing-clock.ts";

const secret = "s3cr3tOfTheTest";
const credentials = {
  TENCENTCLOUD_SECRETID: `${secret}Id`,
  TENCENTCLOUD_SECRETKEY: `${secret}Key`,
  TENCENTCLOUD_SESSIONTOKEN: `${secret}Token`,
};
const context = { request_id: "r1", time_limit_in_ms: 60_000, environment: JSON.stringify(credentials) };
const start = Date.UTC(2026, 10, 22, 19);

interface Numbers {
  readonly jobs: number;
}

interface Call {
  readonly run?: (work: Work, event: object) => Promise<Outcome<Numbers>>;
  readonly env?: Record<string, string | undefined>;
  readonly settings?: string | null;
  readonly event?: unknown;
  readonly context?: unknown;
  readonly log?: Lines;
}

const clockOf = () => standingClock(start);

function call(
  { run, env = credentials, settings = least, event = {}, log = lines(), ...more }: Call,
  clock = clockOf(),
) {
  const spec = {
    name: "audit",
    decode: (given: unknown) => given as object,
    run: run ?? (async () => ({ result: { jobs: 7 }, error: null })),
  };
  const handler = createHandler(spec, { env, clock, log, settingsText: () => settings });
  return handler(event, "context" in more ? more.context : context);
}

function failing(error: unknown): Pick<Call, "run"> {
  return { run: () => Promise.reject(error) };
}

describe("createHandler", () => {
  it("returns the result, and logs one line at each end", async () => {
    const log = lines();
    const clock = clockOf();
    const run = async () => {
      clock.pass(1_500);
      return { result: { jobs: 7 }, error: null };
    };
    expect(await call({ run, log }, clock)).toEqual({ status: "done", jobs: 7 });
    const common = { level: "info", requestId: "r1", function: "audit" };
    expect(log.records()).toEqual([
      { ...common, time: "2026-11-22T19:00:00.000Z", timeLimitMs: 60_000, msg: "started" },
      { ...common, time: "2026-11-22T19:00:01.500Z", durationMs: 1_500, jobs: 7, msg: "done" },
    ]);
    expect(clock.sleepers()).toBe(0);
  });

  it("hands on settings with the environment's above the file's, the app, and the time", async () => {
    const env = { ...credentials, AUDIT_CONCURRENCY: "3" };
    const seen: unknown[] = [];
    const run = async ({ settings, store, remainingMs, signal }: Work) => {
      seen.push(settings.concurrency, settings.windowMs, store.location, remainingMs(), signal.aborted);
      return { result: { jobs: 0 }, error: null };
    };
    await call({ run, env, settings: `${least}window: 2h\n` });
    expect(seen).toEqual([3, 7_200_000, expect.stringContaining("reports"), 54_000, false]);
  });

  it("knows nothing of a context that is not there", async () => {
    const log = lines();
    await call({ log, context: undefined });
    expect(log.records()[0]).toMatchObject({ requestId: null, timeLimitMs: 900_000 });
  });

  it.each([
    [
      "settings",
      { settings: null },
      "CONFIG",
      /^Cannot read settings from job-audit\.yaml: there is no such file: write/,
    ],
    ["a usable setting", { env: { ...credentials, AUDIT_SETTLE: "x" } }, "CONFIG", /: AUDIT_SETTLE: found a text of 1/],
    ["credentials", { env: {} }, "CONFIG", /: TENCENTCLOUD_SECRETID: not set; TENCENTCLOUD_SECRETKEY: not set$/],
  ])("returns that it failed for want of %s, before anything runs", async (_what, parts, code, message) => {
    const log = lines();
    const run = () => Promise.reject(new Error("it ran"));
    const result = await call({ ...parts, log, run });
    expect(result).toEqual({ status: "failed", error: { code, message: expect.stringMatching(message) } });
    expect(log.records()[1]).toMatchObject({ level: "error", msg: "failed", error: { code } });
  });

  it.each([
    [new StoreError("Cannot read it"), { code: "STORE", message: "Cannot read it" }],
    [new ConfigError("Cannot use it", { problems: ["a", "b"] }), { code: "CONFIG", message: "Cannot use it: a; b" }],
    [
      new NothingReadError("Cannot list", { seen: ["denied"], retryable: false }),
      { code: "NOTHING_READ", message: "Cannot list: denied" },
    ],
    [
      new ServiceError("Cannot ask", { status: 403, serviceCode: "AccessDenied", requestId: null }),
      { code: "SERVICE", message: "Cannot ask" },
    ],
  ])("returns an error that no retry can mend: %s", async (error, told) => {
    expect(await call(failing(error))).toEqual({ status: "failed", error: told });
  });

  it.each([
    [new NetworkError("Cannot reach it"), "NETWORK"],
    [new ServiceError("Cannot ask", { status: 503, serviceCode: "SlowDown", requestId: null }), "SERVICE"],
    [new NothingReadError("Cannot list", { seen: [], retryable: true }), "NOTHING_READ"],
  ])("throws an error that a retry can mend: %s", async (error, code) => {
    const log = lines();
    await expect(call({ ...failing(error), log })).rejects.toMatchObject({ name: error.name, code });
    expect(log.records()[1]).toMatchObject({ level: "error", msg: "failed", error: { code, message: error.message } });
    expect(log.text()).not.toContain("handler.test.ts");
  });

  it("throws a defect and logs its stack", async () => {
    const log = lines();
    await expect(call({ ...failing(new TypeError("x is not a function")), log })).rejects.toMatchObject({
      name: "TypeError",
      code: "DEFECT",
      message: "TypeError: x is not a function",
      stack: expect.stringContaining("handler.test.ts"),
    });
    expect(log.records()[1]).toMatchObject({
      error: { code: "DEFECT", stack: expect.stringContaining("handler.test") },
    });
  });

  it("throws what is no error at all", async () => {
    const log = lines();
    await expect(call({ ...failing("oops"), log })).rejects.toMatchObject({ code: "DEFECT", message: "oops" });
    expect(log.records()[1]?.["error"]).toEqual({ code: "DEFECT", message: "oops" });
  });

  it("returns or throws by the same rule when there is a result beside the error, and logs both", async () => {
    const log = lines();
    const spoilt = (error: Error) => ({ run: async () => ({ result: { jobs: 7 }, error }), log });
    expect(await call(spoilt(new StoreError("full")))).toEqual({
      status: "failed",
      jobs: 7,
      error: { code: "STORE", message: "full" },
    });
    await expect(call(spoilt(new NetworkError("reset")))).rejects.toMatchObject({ code: "NETWORK" });
    expect(log.records().map(({ jobs }) => jobs)).toEqual([undefined, 7, undefined, 7]);
  });

  it("stops the work a little before the platform does, and throws that it did", async () => {
    const clock = clockOf();
    const run = ({ signal }: Work) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        clock.pass(54_000);
      });
    await expect(call({ run }, clock)).rejects.toMatchObject({
      code: "DEADLINE",
      message: "Cannot go on: 1m are nearly up",
    });
  });

  it("reads credentials afresh on each invocation, and keeps none", async () => {
    const env: Record<string, string | undefined> = {};
    const handler = createHandler(
      { name: "x", decode: () => ({}), run: async () => ({ result: {}, error: null }) },
      { env, clock: clockOf(), log: lines(), settingsText: () => least },
    );
    expect(await handler({})).toMatchObject({ status: "failed", error: { code: "CONFIG" } });
    Object.assign(env, credentials);
    expect(await handler({})).toEqual({ status: "done" });
    delete env["TENCENTCLOUD_SECRETKEY"];
    expect(await handler({})).toMatchObject({ status: "failed" });
  });

  it("lets no secret into the log, what it returns or what it throws", async () => {
    const log = lines();
    const signed = `https://u:${secret}@h/x?q-signature=${secret}`;
    const told: unknown[] = [];
    const values = Object.values(credentials).join(" ");
    for (const error of [
      new StoreError(`Cannot read ${signed}`, { cause: new Error(secret) }),
      new ConfigError("Cannot use it", { problems: [signed, values] }),
      new NothingReadError(`Cannot ${values}`, { seen: [signed], retryable: true }),
      new NetworkError(`Cannot reach ${signed}`, { cause: new Error(secret) }),
      new TypeError(`${signed} ${values}`),
      { toString: () => values },
    ]) {
      const run = async () => ({ result: { jobs: 7, at: [{ url: signed, note: values }] }, error });
      for (const parts of [{ run }, failing(error)]) {
        const end = await call({ ...parts, log, event: { date: secret } }).catch((thrown: Error) => thrown);
        told.push(end instanceof Error ? [String(end), end.stack, end.cause] : end);
      }
    }
    const env = { ...credentials, AUDIT_TIME_ZONE: secret, AUDIT_EXCLUDE: `[${secret}`, AUDIT_CONCURRENCY: secret };
    told.push(await call({ env, log, settings: `${least}settle: "password=${secret}"\n` }));
    expect([told.length, log.records().length]).toEqual([13, 26]);
    expect(log.text()).not.toContain(secret);
    expect(JSON.stringify(told)).not.toContain(secret);
  });
});
