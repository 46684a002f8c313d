import { describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../lib/core/errors.ts";
import { errorOfRun } from "../../lib/runtime/error-of-run.ts";
import type { LeftWork } from "../../lib/usecases/audit/catch-up.ts";
import type { NightUnderWay } from "../../lib/usecases/fan-out/fanning-out.ts";

const name = { family: "pic", date: "2026-11-21" } as const;
const leftAudit: LeftWork = { ...name, step: "audit" };
const final = new StoreError("full");
const passing = new NetworkError("reset");
const defect = new TypeError("x is not a function");

function of(errors: readonly unknown[], left: readonly LeftWork[] = [], underWay: readonly SpreadNight[] = []) {
  return errorOfRun({ failures: errors.map((error) => ({ name, step: "audit", error })), left, underWay });
}

type SpreadNight = NightUnderWay["underWay"];

function spreadNight(change: Partial<SpreadNight>): SpreadNight {
  const fanOut = { runId: "a1", discovery: 1, fanOut: 1 };
  return { name, fanOut, shards: 5, done: 0, started: 5, notStarted: 0, problem: null, ...change };
}

describe("errorOfRun", () => {
  it("is null when nothing went wrong", () => {
    expect(of([])).toBeNull();
  });

  it("is the first that a retry can mend", () => {
    expect(of([final, defect, passing, new NetworkError("later")], [leftAudit])).toBe(passing);
  });

  it("is a defect before all that somebody has to mend anyway", () => {
    expect(of([final, defect], [leftAudit])).toBe(defect);
  });

  it.each<[string, LeftWork[]]>([
    ["audit 2026-11-21, 2026-11-22", [leftAudit, { ...leftAudit, date: "2026-11-22" }]],
    ["diff 2026-11-20", [{ ...name, date: "2026-11-20", step: "diff" }]],
    [
      "audit 2026-11-21 and diff 2026-11-19, 2026-11-20",
      [leftAudit, { ...name, date: "2026-11-19", step: "diff" }, { ...name, date: "2026-11-20", step: "diff" }],
    ],
  ])("asks for a retry when something is left, and names it: %s", (what, left) => {
    expect(of([final], left)).toMatchObject({
      code: "DEADLINE",
      retryable: true,
      message: `Cannot ${what} in this run: too little of its time is left. The next run goes on there`,
    });
  });

  it("asks for a retry when shards could not be started, which then tries them again", () => {
    const partly = spreadNight({ started: 2, notStarted: 3, problem: "Cannot start the function: no answer." });
    expect(of([final], [], [spreadNight({}), partly])).toMatchObject({
      code: "DEADLINE",
      retryable: true,
      message:
        "Cannot start 3 of the 5 shards of 2026-11-21 in this run. The next run goes on there. Cannot start the function: no answer.",
    });
    expect(of([], [], [spreadNight({})])).toBeNull();
  });

  it("is the first that nobody can mend by trying again, when there is no other", () => {
    expect(of([final, new StoreError("gone")])).toBe(final);
  });
});
