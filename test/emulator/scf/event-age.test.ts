import { describe, expect, it } from "vitest";
import { tooOldRun } from "../../../emulator/scf/event-too-old.ts";
import type { FunctionCall, FunctionRunner } from "../../../emulator/scf/function-runner.ts";
import { createInvocations } from "../../../emulator/scf/invocations.ts";
import { type ScfOptions, withUsual } from "../../../emulator/scf/options.ts";
import { functionOf } from "./deployed-function.ts";

const call = { functionName: "diff", namespace: "default", type: "Event", event: { date: "2026-11-21" } } as const;

function open(options: Partial<ScfOptions> = {}) {
  const clock = { now: 0 };
  const delay = async (ms: number) => {
    clock.now += ms;
  };
  const settings = withUsual({ functions: {}, ...options }, delay);
  return { clock, invocations: createInvocations(settings, () => clock.now) };
}

describe("the age of an event", () => {
  it("runs no event that lay for longer than six hours, and keeps it as a dead letter", async () => {
    const { invocations } = open();
    const seen: unknown[] = [];
    expect(await invocations.run(call, returning(seen), "run-1", 21_600_000)).toEqual({ ok: true, value: 1 });
    const late = await invocations.run(call, returning(seen), "run-2", 21_600_001);
    expect(late).toMatchObject({ ok: false, error: { name: "EventTooOld" } });
    expect(seen).toHaveLength(1);
    expect(invocations.results.map(({ tries }) => tries.length)).toEqual([1, 0]);
    expect(invocations.deadLetters).toMatchObject([
      { RequestId: "run-2", ErrorMessage: expect.stringContaining("longer than it is kept"), Body: { RetryNum: 0 } },
    ]);
  });

  it("counts what an event lay before its first try into its age, and keeps why its last try failed", async () => {
    const { invocations } = open({ maxAgeSeconds: 100 });
    const seen: unknown[] = [];
    await invocations.run(call, failing(seen), "run-1", 40_000);
    await invocations.run(call, failing(seen), "run-2", 41_000);
    expect(invocations.results.map(({ tries }) => tries.length)).toEqual([2, 1]);
    expect(invocations.deadLetters).toMatchObject([
      { ErrorMessage: "Error: failure 2", Body: { RetryNum: 1 } },
      { ErrorMessage: "Error: failure 3", Body: { RetryNum: 0 } },
    ]);
  });

  it("runs none that its runner came to too late, nor one that nobody brought to it in time", async () => {
    const { invocations, clock } = open();
    const record = functionOf("", { retry: { attempts: 2, maxAgeSeconds: 60 } });
    const seen: FunctionCall[] = [];
    // As one whose places are all taken for a while.
    const runner: FunctionRunner = {
      async run(_, each) {
        seen.push(each);
        clock.now += 60_001;
        return tooOldRun();
      },
    };
    const last = await invocations.runDeployed(call, { record, runner }, "run-1");
    expect(await invocations.runDeployed(call, { record, runner }, "run-2", 60_001)).toMatchObject({ ok: false });
    expect(last).toMatchObject({ ok: false, error: { name: "EventTooOld" }, durationMs: 0 });
    expect(seen.map(({ requestId }) => requestId)).toEqual(["run-1"]);
    expect(invocations.deadLetters.map(({ RequestId }) => RequestId)).toEqual(["run-1", "run-2"]);
  });

  it("lets one that somebody waits for lie as long as it takes", async () => {
    const { invocations } = open();
    const seen: FunctionCall[] = [];
    const runner: FunctionRunner = {
      async run(_, each) {
        seen.push(each);
        return { ok: true, value: 1, log: "", durationMs: 1, memoryBytes: 2 };
      },
    };
    const deployed = { record: functionOf(""), runner };
    await invocations.runDeployed({ ...call, type: "RequestResponse" }, deployed, "run-1", 99_000_000);
    expect(seen).toMatchObject([{ notAfter: Number.POSITIVE_INFINITY }]);
  });
});

function returning(seen: unknown[]) {
  return async (event: unknown) => seen.push(event);
}

function failing(seen: unknown[]) {
  return async (event: unknown) => {
    throw new Error(`failure ${seen.push(event)}`);
  };
}
