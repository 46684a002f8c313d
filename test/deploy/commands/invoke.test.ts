import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { deployCommand } from "../../../deploy/commands/deploy.ts";
import { invokeCommand } from "../../../deploy/commands/invoke.ts";
import { FunctionFailure } from "../../../emulator/scf/function-failure.ts";
import type { FunctionRun } from "../../../emulator/scf/function-runner.ts";
import { openPlatform } from "../open-platform.ts";

async function openDeployed(result: Partial<FunctionRun> = {}) {
  const platform = await openPlatform({ results: () => result });
  await platform.run(deployCommand);
  return platform;
}

const audit = { function: "audit" };

describe("invokeCommand", () => {
  it("runs a function with the event and prints its result", async () => {
    const { run, runs } = await openDeployed({ value: { status: "done", nights: [] } } as Partial<FunctionRun>);
    const said = await run(invokeCommand, { flags: { ...audit, data: '{"date":"2026-11-20"}' } });
    expect(said.join("\n")).toBe('{\n  "status": "done",\n  "nights": []\n}');
    expect(runs[0]?.call.event).toEqual({ date: "2026-11-20" });
  });

  it("knows a function by its name too, gives it an empty event, and prints text as it is", async () => {
    const { run, runs } = await openDeployed();
    expect(await run(invokeCommand, { flags: { function: "job-audit-audit" } })).toEqual(["done"]);
    expect(runs[0]?.call.event).toEqual({});
  });

  it("takes the event from a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "deploy-invoke-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "event.json");
    await writeFile(path, '{"a":1}');
    const { run, runs } = await openDeployed();
    await run(invokeCommand, { flags: { ...audit, path } });
    expect(runs[0]?.call.event).toEqual({ a: 1 });
    await expect(run(invokeCommand, { flags: { ...audit, path: join(folder, "none") } })).rejects.toThrow(
      `Cannot read the event from ${join(folder, "none")}: ENOENT`,
    );
  });

  it("only starts it where it is asked to, and says how to follow it", async () => {
    const { run, emulator } = await openDeployed();
    const [said = ""] = await run(invokeCommand, { flags: { ...audit, async: true } });
    await emulator.idle();
    const [, requestId] = /^job-audit-audit was started, request ([\w-]{36}); /.exec(said) ?? [];
    expect(said).toContain(`npx serverless logs -f audit --request-id ${requestId}`);
    expect(emulator.scf.results).toMatchObject([{ type: "Event", requestId }]);
    const [line = ""] = await run(invokeCommand, { flags: { ...audit, async: true, json: true } });
    expect(JSON.parse(line)).toEqual({ requestId: expect.stringMatching(/^[\w-]{36}$/), started: true });
  });

  it("fails when the function fails, with what it said and where its log is", async () => {
    const error = new FunctionFailure({ requestId: "r1", statusCode: 430, stackTrace: "Error: on fire" });
    const { run, emulator } = await openDeployed({ ok: false, error } as Partial<FunctionRun>);
    await expect(run(invokeCommand, { flags: audit })).rejects.toMatchObject({
      code: "SERVICE",
      message: expect.stringMatching(
        /^Cannot invoke job-audit-audit: it broke off: .+ \(request [\w-]{36}\); what it logged: npx serverless logs -f audit --request-id [\w-]{36}$/,
      ),
    });
    expect(emulator.scf.results).toHaveLength(1);
  });

  it("fails when the function returns that it failed, after printing all that it returned", async () => {
    const value = { status: "failed", error: { code: "CONFIG", message: "no settings" }, left: [] };
    const { run } = await openDeployed({ value } as Partial<FunctionRun>);
    const said: string[] = [];
    const failed = run(invokeCommand, { flags: audit, context: { say: (text) => void said.push(text) } });
    await expect(failed).rejects.toThrow(/^Cannot invoke job-audit-audit: it failed: CONFIG: no settings \(request /);
    expect(JSON.parse(said.join("\n"))).toEqual(value);
  });

  it("prints one line of JSON for programs, of a failure too", async () => {
    const { run } = await openDeployed({ value: { a: 1 }, durationMs: 3, memoryBytes: 5 } as Partial<FunctionRun>);
    const [line = "", ...more] = await run(invokeCommand, { flags: { ...audit, json: true } });
    expect(more).toEqual([]);
    const requestId = expect.stringMatching(/^[\w-]{36}$/);
    expect(JSON.parse(line)).toEqual({
      requestId,
      ok: true,
      result: { a: 1 },
      durationMs: 3,
      billedMs: 3,
      memoryBytes: 5,
    });

    const error = new FunctionFailure({ requestId: "r1", statusCode: 433, detail: "after 900 seconds" });
    const failing = await openDeployed({ ok: false, error } as Partial<FunctionRun>);
    const said: string[] = [];
    const failed = failing.run(invokeCommand, {
      flags: { ...audit, json: true },
      context: { say: (text) => void said.push(text) },
    });
    await expect(failed).rejects.toThrow("it broke off");
    expect(JSON.parse(said[0] ?? "")).toMatchObject({ ok: false, error: { statusCode: 433 } });
  });

  it("asks nobody with an event that is none, or for a function that is not declared", async () => {
    const { run, calls } = await openPlatform();
    await expect(run(invokeCommand, { flags: { ...audit, data: "{date" } })).rejects.toThrow(
      'Cannot use the event of --data: it is no JSON, such as {"date":"2026-11-20"}',
    );
    await expect(run(invokeCommand, { flags: { ...audit, data: "{}", path: "x" } })).rejects.toThrow(
      "give --data or --path, not both",
    );
    await expect(run(invokeCommand, { flags: { function: "audits" } })).rejects.toThrow(
      "Cannot find the function audits: serverless.yml has audit",
    );
    expect(calls()).toEqual({});
  });

  it("says that nothing is deployed to run, and starts nothing twice for a failure of the platform", async () => {
    const { run } = await openPlatform();
    await expect(run(invokeCommand, { flags: audit })).rejects.toThrow(
      /^Cannot invoke the function job-audit-audit: ResourceNotFound\.Function: /,
    );
    const faults = [{ action: "Invoke", code: "InternalError", how: "lose", times: 1 }] as const;
    const failing = await openPlatform({ faults });
    await failing.run(deployCommand);
    await expect(failing.run(invokeCommand, { flags: { ...audit, async: true } })).rejects.toThrow("InternalError");
    expect(failing.emulator.scf.results).toHaveLength(1);
  });
});
