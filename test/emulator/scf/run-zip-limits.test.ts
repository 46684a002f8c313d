import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { functionOf } from "./deployed-function.ts";
import { failed, openRunner, returned, runnersNoon } from "./open-runner.ts";

/** What is killed and not yet buried by the process that it was left to is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

describe("createZipRunner(), of functions that do not end well", () => {
  it.each([
    ["leaves", "process.exit(0)", "User process exit when running (exit code 0)"],
    ["leaves with a code", "process.exit(3)", "User process exit when running (exit code 3)"],
    ["is killed", "process.kill(process.pid, 'SIGKILL')", "User process exit when running (SIGKILL)"],
  ])("tells of a process that %s", async (_, code, errorMessage) => {
    const { told } = await failed(`exports.main_handler = async () => ${code}`);
    expect(told).toEqual({ errorCode: -1, errorMessage, requestId: "run-1", statusCode: 439 });
  });

  it.each([
    ["loops", "for (;;);"],
    ["waits for nothing", "await new Promise(() => {})"],
  ])("kills a function that %s when its time is up", async (_, code) => {
    const { told, durationMs } = await failed(`exports.main_handler = async () => { ${code} }`, { timeout: 3 }, 50);
    expect(told).toMatchObject({ errorMessage: "Invoking task timed out after 3 seconds", statusCode: 433 });
    expect(durationMs).toBeGreaterThanOrEqual(150);
  });

  it("kills a function that takes more memory than it has", async () => {
    const hog = "exports.main_handler = async () => { const all = []; for (;;) all.push(Buffer.alloc(1e6, 1)) }";
    const { told, memoryBytes } = await failed(hog, { memorySize: 128 });
    expect(told).toMatchObject({ errorMessage: "MemoryLimitReached (128 MB)", statusCode: 434 });
    expect(memoryBytes).toBeGreaterThan(128 * 1024 * 1024);
  });

  it("holds what a process tells of its memory against the limit, where nobody could look before", async () => {
    const code = `exports.main_handler = () => {
      require("node:fs").writeSync(3, '{"kind":"returned","peakBytes":300000000}'); process.exit() }`;
    expect((await failed(code)).told).toMatchObject({ errorMessage: "MemoryLimitReached (256 MB)", statusCode: 434 });
  });

  it("runs as many at once as it may, the others behind them", async () => {
    const { run } = openRunner({ concurrency: 2, now: Date.now });
    const record = functionOf(`exports.main_handler = async () => {
      const from = Date.now(); await new Promise((done) => setTimeout(done, 80)); return [from, Date.now()] }`);
    const runs = await Promise.all([run(record), run(record), run(record), run(record)]);
    const spans = runs.map((each) => (each.ok ? (each.value as [number, number]) : [0, 0]));
    const atOnce = spans.map(
      ([from = 0]) => spans.filter(([begin = 0, end = 0]) => begin <= from && from < end).length,
    );
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(2);
    expect(spans.every(([from]) => from !== 0)).toBe(true);
  });

  it("runs nothing whose turn comes too late", async () => {
    const clock = { now: runnersNoon };
    const { runner, log } = openRunner({ concurrency: 1, now: () => clock.now });
    const record = functionOf("exports.main_handler = async () => 1");
    const call = { event: {}, attempt: 1, notAfter: runnersNoon };
    const first = runner.run(record, { ...call, requestId: "run-1" });
    const second = runner.run(record, { ...call, requestId: "run-2" });
    clock.now += 1;
    expect(await first).toMatchObject({ ok: true, value: 1 });
    expect(await second).toMatchObject({ ok: false, error: { name: "EventTooOld" }, durationMs: 0, log: "" });
    expect(log.lines().filter(({ requestId }) => requestId === "run-2")).toEqual([]);
  });

  it("kills everything when it is closed, and starts nothing more", async () => {
    const { runner, run, log } = openRunner({ concurrency: 1 });
    const code = `exports.main_handler = async () => {
      const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      console.log(child.pid + " " + process.pid); await new Promise(() => {}) }`;
    const record = functionOf(code);
    const runs = [run(record), run(record)];
    let pids: readonly number[] = [];
    while (pids.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const line = log.lines().find(({ type }) => type === "Custom");
      if (line) pids = line.message.split(" ").map(Number);
    }
    expect(pids.map(isAlive)).toEqual([true, true]);
    await runner.close();
    expect((await Promise.all(runs)).map((each) => !each.ok && String(each.error))).toEqual([
      "RequestCanceled",
      "RequestCanceled",
    ]);
    await expect.poll(() => pids.some(isAlive)).toBe(false);
    expect(await run(record)).toMatchObject({ ok: false, durationMs: 0 });
  });

  it("is closed while a process has not read its event yet", async () => {
    const { runner, run } = openRunner();
    const record = functionOf("exports.main_handler = async () => 1");
    expect(await run(record)).toMatchObject({ ok: true });
    const second = run(record, "x".repeat(5_000_000));
    await new Promise((resolve) => setImmediate(resolve));
    await runner.close();
    expect(await second).toMatchObject({ ok: false, error: { statusCode: 499 } });
  });

  it("leaves nothing behind that a function started and did not wait for", async () => {
    const code = `exports.main_handler = async () => require("node:child_process")
      .spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }).pid`;
    const pid = await returned(code);
    await expect.poll(() => isAlive(Number(pid))).toBe(false);
  });
});
