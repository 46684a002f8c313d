import { describe, expect, it } from "vitest";
import type { FunctionRecord } from "../../../emulator/scf/function-record.ts";
import { createTransitions } from "../../../emulator/scf/transitions.ts";

function open() {
  const clock = { now: 0 };
  const record = { status: "Active" } as FunctionRecord;
  return { clock, record, transitions: createTransitions(() => clock.now) };
}

describe("createTransitions()", () => {
  it("ends a change that takes no time at once", () => {
    const { transitions, record } = open();
    const ended: string[] = [];
    transitions.begin(record, { during: "Updating", ms: 0, end: () => ended.push(record.status) });
    expect(ended).toEqual(["Updating"]);
  });

  it("ends changes in the order of falling due, once each, and not before", () => {
    const { transitions, record, clock } = open();
    const ended: string[] = [];
    transitions.begin(record, { during: "Updating", ms: 20, end: () => ended.push("late") });
    transitions.begin(record, { during: "Deleting", ms: 10, end: () => ended.push("early") });
    expect(record.status).toBe("Deleting");
    clock.now = 9;
    transitions.settle();
    expect(ended).toEqual([]);
    clock.now = 20;
    transitions.settle();
    transitions.settle();
    expect(ended).toEqual(["early", "late"]);
  });
});
