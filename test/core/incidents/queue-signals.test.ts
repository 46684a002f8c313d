import { describe, expect, it } from "vitest";
import { aQueueChange, aQueueRow } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";
import { rules, signals } from "./signals-given.ts";

describe("signalsOf() of queues", () => {
  it.each([
    ["paused", ["queue.paused warning"]],
    ["callback-off", ["queue.callback-off warning"]],
    ["gone", ["queue.gone warning"]],
    ["resumed", []],
    ["limits-changed", []],
  ] as const)("tells of a queue that was %s: %j", (change, told) => {
    const made = signals({ lines: [aQueueChange({ change })] });
    expect(rules(made)).toEqual(told);
  });

  it("keeps warm what is paused still, or calls nobody back", () => {
    const off = { ...aQueueRow().callback, state: "Off" };
    const made = signals({ queues: [aQueueRow({ state: "Paused", callback: off }), aQueueRow({ queueId: "p2" })] });
    expect(made.warm).toMatchObject([
      { rule: "queue.callback-off", queueId: aScope.queueId },
      { rule: "queue.paused", queueId: aScope.queueId },
    ]);
    const changed = signals({ lines: [aQueueChange()], queues: [aQueueRow({ state: "Paused" })] });
    expect(changed).toMatchObject({ signals: [{ rule: "queue.paused" }], warm: [] });
  });
});
