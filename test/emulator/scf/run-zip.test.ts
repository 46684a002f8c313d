import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { functionOf } from "./deployed-function.ts";
import { zipOf } from "./open-deployments.ts";
import { failed, openRunner, returned, runnersNoon } from "./open-runner.ts";

describe("createZipRunner()", () => {
  it("gives a function its event and its context", async () => {
    const code = `exports.main_handler = async (event, context) => ({
      event, context, left: context.getRemainingTimeInMillis() })`;
    const value = await returned(code, { environment: { COLOUR: "red" }, timeout: 30, memorySize: 512 });
    expect(value).toEqual({
      event: { n: 1 },
      context: {
        callbackWaitsForEmptyEventLoop: true,
        memory_limit_in_mb: 512,
        time_limit_in_ms: 30_000,
        request_id: "run-1",
        environment: '{"SCF_NAMESPACE":"default","COLOUR":"red"}',
        environ: "SCF_NAMESPACE=default;COLOUR=red",
        function_version: "$LATEST",
        function_name: "small",
        namespace: "default",
        tencentcloud_region: "ap-guangzhou",
        tencentcloud_appid: "1250000000",
        tencentcloud_uin: "100000000001",
      },
      left: expect.toSatisfy((ms: number) => ms > 20_000 && ms <= 30_000),
    });
  });

  it("gives it the documented variables, its own, its role's keys, and nothing else", async () => {
    const code = "exports.main_handler = async () => ({ variables: process.env, cwd: process.cwd() })";
    const roles: unknown[] = [];
    const value = await returned(
      code,
      { role: "job-audit", environment: { COLOUR: "red" } },
      {
        account: { region: "ap-chengdu" },
        assume: (role, now) => {
          roles.push([role, now]);
          return { secretId: "AKIDtemporary", secretKey: "key", sessionToken: "token" };
        },
      },
    );
    const { cwd, variables } = value as { cwd: string; variables: Record<string, string> };
    expect(roles).toEqual([["job-audit", runnersNoon]]);
    expect(variables).toEqual({
      LANG: "en_US.UTF8",
      LC_ALL: "en_US.UTF8",
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      PWD: cwd,
      USER_CODE_ROOT: `${cwd}/`,
      SCF_RUNTIME: "Nodejs20.19",
      SCF_FUNCTIONNAME: "small",
      SCF_FUNCTIONVERSION: "$LATEST",
      SCF_NAMESPACE: "default",
      TENCENTCLOUD_RUNENV: "SCF",
      TENCENTCLOUD_REGION: "ap-chengdu",
      TENCENTCLOUD_APPID: "1250000000",
      TENCENTCLOUD_UIN: "100000000001",
      TENCENTCLOUD_TZ: "UTC",
      COLOUR: "red",
      TENCENTCLOUD_SECRETID: "AKIDtemporary",
      TENCENTCLOUD_SECRETKEY: "key",
      TENCENTCLOUD_SESSIONTOKEN: "token",
    });
  });

  it.each([
    ["no role", null, undefined],
    ["a role that there is not", "nobody", () => null],
    ["a role where there are none", "nobody", undefined],
  ] as const)("gives it no keys for %s", async (_, role, assume) => {
    const code =
      "exports.main_handler = async () => Object.keys(process.env).filter((name) => name.includes('SECRET'))";
    expect(await returned(code, { role }, assume && { assume })).toEqual([]);
  });

  it("unzips each code once, into a folder of its own that goes when it is closed", async () => {
    const { run, runner } = openRunner();
    const code = "exports.main_handler = async () => [process.cwd(), require('./data/a.json').a]";
    const one = functionOf(zipOf({ "index.js": code, "data/a.json": '{"a":1}' }));
    const two = functionOf(zipOf({ "index.js": code, "data/a.json": '{"a":2}' }));
    const runs = await Promise.all([run(one), run(one), run(two)]);
    const values = runs.map((each) => (each.ok ? (each.value as [string, number]) : null));
    expect(values.map((value) => value?.[1])).toEqual([1, 1, 2]);
    expect(new Set(values.map((value) => value?.[0])).size).toBe(2);
    const folder = dirname(values[0]?.[0] ?? "");
    expect(existsSync(folder)).toBe(true);
    await runner.close();
    expect(existsSync(folder)).toBe(false);
  });

  it("starts each run with a fresh process", async () => {
    const { run } = openRunner();
    const record = functionOf("let runs = 0; exports.main_handler = async () => (runs += 1)");
    expect([await run(record), await run(record)]).toMatchObject([{ value: 1 }, { value: 1 }]);
  });

  it.each([
    ["a value", "exports.main_handler = () => ({ a: 1 })", { a: 1 }],
    ["a text", "exports.main_handler = async () => 'done'", "done"],
    ["nothing", "exports.main_handler = async () => {}", undefined],
    ["what it calls back", "exports.main_handler = (e, c, callback) => setTimeout(callback, 5, null, [7])", [7]],
    ["null when it calls nothing back", "exports.main_handler = (e, c, callback) => {}", null],
    ["its answer, whatever goes on", "exports.main_handler = async () => { setInterval(() => {}, 50); return 1 }", 1],
    ["text of any size", "exports.main_handler = async () => 'x'.repeat(1e6)", "x".repeat(1e6)],
  ] as const)("returns %s", async (_, code, value) => {
    expect(await returned(code)).toEqual(value);
  });

  it("runs the handler that it is told", async () => {
    const zip = zipOf({ "lib/main.js": "exports.other = async () => 'other'" });
    expect(await openRunner().run(functionOf(zip, { handler: "lib/main.other" }))).toMatchObject({ value: "other" });
  });

  it("tells what a function threw, with its stack", async () => {
    const { told, ok } = await failed("exports.main_handler = async () => { throw new Error('no such bucket') }");
    expect(ok).toBe(false);
    expect(told).toEqual({
      errorCode: -1,
      errorMessage: "user code exception caught",
      requestId: "run-1",
      stackTrace: expect.stringMatching(/^Error: no such bucket\n {4}at .*index\.js:1/),
      statusCode: 430,
    });
  });

  it.each([
    ["text", "exports.main_handler = async () => { throw 'no' }", "no"],
    ["at once", "exports.main_handler = () => { throw 'no' }", "no"],
    ["in a callback", "exports.main_handler = (e, c, callback) => callback('no')", "no"],
    [
      "out of band",
      "exports.main_handler = async () => { setTimeout(() => { throw 'no' }); await new Promise(() => {}) }",
      "no",
    ],
    ["unhandled", "exports.main_handler = () => new Promise(() => { Promise.reject('no') })", /no/],
    ["a circle", "exports.main_handler = async () => { const a = {}; a.a = a; return a }", /^TypeError: .*circular/],
    ["a BigInt", "exports.main_handler = async () => 1n", /^TypeError: .*BigInt/],
    ["while it is loaded", "throw 'no'", "no"],
    ["a syntax error", "exports.main_handler = async () => {", /SyntaxError/],
    ["a module that misses", "require('./nothing')", /^Error: Cannot find module/],
  ])("tells of what is thrown: %s", async (_, code, stack) => {
    const { told } = await failed(code);
    expect(told).toMatchObject({ statusCode: 430, stackTrace: expect.stringMatching(stack) });
  });

  it.each([
    ["no file", zipOf({ "main.js": "" }), "HandlerNotFound the package has no file index.js"],
    ["no function", "exports.main_handler = 7", "HandlerNotFound the file exports no function main_handler"],
    ["no zip", new Uint8Array(100), "HandlerNotFound ZipError: it has no directory"],
  ])("tells of a handler that is not there: %s", async (_, code, errorMessage) => {
    const { told } = await failed(code);
    expect(told).toEqual({ errorCode: -1, errorMessage, requestId: "run-1", statusCode: 437 });
  });

  it("refuses a result that is larger than the platform carries", async () => {
    const { told } = await failed("exports.main_handler = async () => 'x'.repeat(7e6)");
    expect(told).toMatchObject({ statusCode: 407, errorMessage: "the size of response exceeds the upper limit (6MB)" });
  });

  it("tells how long it took and how much memory", async () => {
    const run = await openRunner().run(
      functionOf("exports.main_handler = () => new Promise((done) => setTimeout(done, 60))"),
    );
    expect(run.durationMs).toBeGreaterThanOrEqual(60);
    expect(run.memoryBytes).toBeGreaterThan(20 * 1024 * 1024);
    expect(run.memoryBytes).toBeLessThan(256 * 1024 * 1024);
  });

  it("keeps what is printed, between the platform's lines", async () => {
    const { run, log } = openRunner();
    const code = `exports.main_handler = async () => {
      console.log("first\\n图"); process.stderr.write("no line end"); throw new Error("late") }`;
    const { log: text } = await run(functionOf(code, { name: "printer" }), {}, 2);
    const lines = text.split("\n");
    expect(lines.slice(0, 2)).toEqual(["START RequestId: run-1", "Event RequestId: run-1"]);
    expect(lines.slice(2, 5).sort()).toEqual(["first", "no line end", "图"]);
    expect(JSON.parse(lines[5] ?? "")).toMatchObject({ errorMessage: "user code exception caught" });
    expect(lines[6]).toBe("END RequestId: run-1");
    expect(lines[7]).toMatch(/^Report RequestId: run-1 Duration:\d+ms Memory:256MB MemUsage:\d+(\.\d+)?MB$/);
    const kept = log.lines();
    expect(kept.map(({ message }) => message)).toEqual(lines);
    const frame = {
      time: runnersNoon,
      startedAt: runnersNoon,
      topicId: "topic",
      functionName: "printer",
      requestId: "run-1",
      retry: 1,
    };
    expect(kept[2]).toMatchObject({ ...frame, type: "Custom", statusCode: 202, durationMs: 0, memoryMb: 0 });
    expect(kept[7]).toMatchObject({ ...frame, type: "Platform", statusCode: 430 });
    expect(kept[7]?.durationMs).toBeGreaterThan(0);
    expect(kept[7]?.memoryMb).toBeGreaterThan(20);
  });

  it("tells of a machine that starts no process", async () => {
    const { run } = openRunner();
    const record = functionOf("exports.main_handler = async () => process.cwd()");
    const first = await run(record);
    const folder = first.ok ? String(first.value) : "";
    await rm(folder, { recursive: true });
    const second = await run(record);
    expect(second.ok ? null : JSON.parse(JSON.stringify(second.error))).toMatchObject({
      errorMessage: expect.stringMatching(/^InternalError Error: spawn .* ENOENT$/),
      statusCode: 500,
    });
  });
});
