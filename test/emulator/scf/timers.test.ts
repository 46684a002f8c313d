import { describe, expect, it } from "vitest";
import { ApiRefusal } from "../../../emulator/scf/api-reply.ts";
import type { FunctionRecord, TriggerRecord } from "../../../emulator/scf/function-record.ts";
import type { InvokeCall } from "../../../emulator/scf/read-invoke.ts";
import { createRegistry } from "../../../emulator/scf/registry.ts";
import { createTimers } from "../../../emulator/scf/timers.ts";
import { functionOf } from "./deployed-function.ts";

const midnight = Date.parse("2026-03-01T16:00:00Z");
const minute = 60_000;

function timer(changes: Partial<TriggerRecord> = {}): TriggerRecord {
  return {
    name: "tick",
    type: "timer",
    createdAt: 0,
    qualifier: "$LATEST",
    description: "",
    cron: "0 */10 * * * * *",
    argument: null,
    enabled: true,
    modifiedAt: 0,
    ...changes,
  };
}

function open(records: readonly FunctionRecord[], options: { zone?: string; refuse?: string } = {}) {
  const { refuse, ...rest } = options;
  const registry = createRegistry();
  for (const record of records) registry.put(record);
  const calls: InvokeCall[] = [];
  const start = (call: InvokeCall) => {
    if (call.functionName === refuse) throw new ApiRefusal("FailedOperation.FunctionStatusError", "it is updated");
    calls.push(call);
    return { requestId: `run-${calls.length}`, ended: Promise.resolve({ ok: true, value: null } as const) };
  };
  return { calls, registry, timers: createTimers({ platform: { registry, start }, since: midnight, ...rest }) };
}

/** Minutes after midnight of what was started. */
function minutes(fired: readonly { readonly time: number }[]): readonly number[] {
  return fired.map(({ time }) => (time - midnight) / minute);
}

describe("createTimers()", () => {
  it("starts everything that became due since the last tick, once, with the documented event", () => {
    const { timers, calls } = open([functionOf("", { triggers: [timer({ argument: "hello" })] })]);
    expect(timers.tick(midnight + 9 * minute)).toEqual([]);
    expect(timers.tick(midnight + 10 * minute)).toEqual([
      {
        namespace: "default",
        functionName: "small",
        triggerName: "tick",
        time: midnight + 10 * minute,
        requestId: "run-1",
      },
    ]);
    expect(timers.tick(midnight + 10 * minute)).toEqual([]);
    expect(minutes(timers.tick(midnight + 40 * minute))).toEqual([20, 30, 40]);
    expect(calls[0]).toEqual({
      namespace: "default",
      functionName: "small",
      type: "Event",
      event: { Type: "Timer", TriggerName: "tick", Time: "2026-03-01T16:10:00Z", Message: "hello" },
    });
  });

  it("has an empty Message where no argument was given", () => {
    const { timers, calls } = open([functionOf("", { triggers: [timer()] })]);
    timers.tick(midnight + 10 * minute);
    expect(calls[0]?.event).toMatchObject({ Message: "" });
  });

  it("starts nothing twice when the clock is put back", () => {
    const { timers } = open([functionOf("", { triggers: [timer()] })]);
    timers.tick(midnight + 20 * minute);
    expect(timers.tick(midnight)).toEqual([]);
    expect(minutes(timers.tick(midnight + 30 * minute))).toEqual([30]);
  });

  it("keeps the order of time across functions and triggers", () => {
    const { timers } = open([
      functionOf("", { name: "one", triggers: [timer({ name: "a", cron: "0 5,25 * * * * *" }), timer({ name: "b" })] }),
      functionOf("", { name: "two", triggers: [timer({ name: "c", cron: "0 15 * * * * *" })] }),
    ]);
    const fired = timers.tick(midnight + 25 * minute);
    expect(fired.map(({ triggerName }) => triggerName).join("")).toBe("abcba");
  });

  it("leaves out what is disabled, and what was due before a trigger was made or changed", () => {
    const { timers } = open([
      functionOf("", { name: "off", triggers: [timer({ enabled: false })] }),
      functionOf("", { name: "new", triggers: [timer({ createdAt: midnight + 15 * minute })] }),
      functionOf("", { name: "changed", triggers: [timer({ modifiedAt: midnight + 20 * minute })] }),
    ]);
    const fired = timers.tick(midnight + 30 * minute);
    expect(fired.map(({ functionName, time }) => [functionName, (time - midnight) / minute])).toEqual([
      ["new", 20],
      ["new", 30],
      ["changed", 30],
    ]);
  });

  it("takes a zone for the expressions, Shanghai's unless it is told otherwise", () => {
    const record = functionOf("", { triggers: [timer({ cron: "0 5 0 * * * *" })] });
    expect(minutes(open([record]).timers.tick(midnight + 1440 * minute))).toEqual([5]);
    expect(minutes(open([record], { zone: "UTC" }).timers.tick(midnight + 1440 * minute))).toEqual([8 * 60 + 5]);
  });

  it("goes on when a function cannot be started", () => {
    const triggers = [timer()];
    const records = [functionOf("", { name: "updating", triggers }), functionOf("", { name: "fine", triggers })];
    const { timers } = open(records, { refuse: "updating" });
    expect(timers.tick(midnight + 10 * minute).map(({ requestId }) => requestId)).toEqual([null, "run-1"]);
  });

  it("passes on a defect of the platform", () => {
    const { registry } = open([functionOf("", { triggers: [timer()] })]);
    const start = () => {
      throw new Error("a defect");
    };
    const timers = createTimers({ platform: { registry, start }, since: midnight });
    expect(() => timers.tick(midnight + 10 * minute)).toThrow("a defect");
  });
});
