import { describe, expect, it } from "vitest";
import {
  type GroupPresence,
  groupState,
  type HangingJobs,
  isFlapping,
  isWorseGroup,
} from "../../../lib/core/diff/group-state.ts";

/** `5` jobs in a complete night, `.` none; `5?` and `?` the same of an incomplete one; `-` not audited. */
function presence(sign: string): GroupPresence {
  const coverage = sign === "-" ? "not-audited" : sign.endsWith("?") ? "incomplete" : "complete";
  const jobs = Number.parseInt(sign, 10);
  return { jobs: Number.isNaN(jobs) ? null : jobs, coverage };
}

/** The night first, then the history, newest first; the baseline is the newest complete one. */
function stateOf(nights: string, chosen = false, hanging: HangingJobs | null = null) {
  const [now = presence("-"), ...earlier] = nights.split(" ").map(presence);
  const found = earlier.findIndex(({ coverage }) => (chosen ? coverage !== "not-audited" : coverage === "complete"));
  return groupState({ now, hanging, earlier, baseline: found === -1 ? null : found });
}

describe("groupState()", () => {
  it.each([
    ["5 5", "unchanged"],
    ["5 4", "updated"],
    ["4 5", "updated"],
    ["5? 5", "unchanged"],
    ["3? 5", "updated"],
    ["5 .", "new"],
    ["5? .", "new"],
    [". 5", "absent"],
    ["? 5", "unknown"],
    ["- 5", "unknown"],
    [". .", null],
    [". . 5", null],
    ["? . 5", null],
  ])("of the night and its baseline: %s is %s", (nights, state) => {
    expect(stateOf(nights)).toBe(state);
  });

  it.each([
    ["5", "new"],
    ["5 - -", "new"],
    ["5 ?", "unknown"],
    ["5 4? -", "unknown"],
    [". 4?", null],
  ])("without a baseline, %s is %s", (nights, state) => {
    expect(stateOf(nights)).toBe(state);
  });

  it.each([
    ["5 . . . 2", "regressed"],
    ["5 . . 2", "new"],
    ["5 . . ? 2", "new"],
    ["5 . - . 2", "new"],
    ["5 . ? . - . 2", "regressed"],
    ["5 . . . . . 2?", "regressed"],
    ["5 . 2? . . 1", "new"],
    ["5 ? . . . 2", "regressed"],
    ["5 4? . . . 2", "regressed"],
    ["5 4? .", "new"],
    ["5 . . . .", "new"],
  ])("comes back after three complete nights without it: %s is %s", (nights, state) => {
    expect(stateOf(nights)).toBe(state);
  });

  it.each([
    ["5 ?", "unknown"],
    ["5 5?", "unchanged"],
    ["5 4?", "updated"],
    [". 4?", "unknown"],
    ["? 4?", "unknown"],
    ["5 -", "new"],
  ])("against a night that was chosen by hand, %s is %s", (nights, state) => {
    expect(stateOf(nights, true)).toBe(state);
  });
});

describe("groupState() of jobs that hang still", () => {
  const hang = (jobs: number, unseen = 0) => ({ jobs, unseen });

  it.each([
    [". 5", hang(5), "unchanged"],
    [". 5", hang(2), "updated"],
    ["? 5", hang(5), "unchanged"],
    [". 5", hang(5, 1), "unknown"],
    ["5 5", hang(2), "unchanged"],
    [". . 5", hang(5), null],
  ])("%s, with %j of earlier nights: %s", (nights, hanging, state) => {
    expect(stateOf(nights, false, hanging)).toBe(state);
  });
});

describe("isFlapping()", () => {
  const flaps = (nights: string, hanging: HangingJobs | null = null) => {
    const [now = presence("-"), ...earlier] = nights.split(" ").map(presence);
    return isFlapping({ now, hanging, earlier, baseline: null });
  };

  it.each([
    ["5 . 5 . 5", true],
    [". 5 . 5 .", true],
    ["5 . 5 .", false],
    ["5 5 . 4 4 . 3", true],
    ["5 5 5 5 5 5 5", false],
    ["5", false],
  ])("needs four changes: %s is %s", (nights, expected) => {
    expect(flaps(nights)).toBe(expected);
  });

  it.each([
    ["5 . 5? . 5", false],
    ["5 ? . - 5 4? . ? 5", true],
    ["5? . 5 . 5", false],
  ])("heeds complete nights alone: %s is %s", (nights, expected) => {
    expect(flaps(nights)).toBe(expected);
  });

  it("looks at the last 20 of them", () => {
    const rest = Array<string>(16).fill("5");
    expect(flaps(["5", ...rest.slice(1), ".", "5", ".", "5"].join(" "))).toBe(true);
    expect(flaps(["5", ...rest, ".", "5", ".", "5"].join(" "))).toBe(false);
    expect(flaps(["5?", ...rest, ".", "5", ".", "5"].join(" "))).toBe(true);
  });

  it("takes a group as there while jobs hang with it", () => {
    expect(flaps(". . 5 . 5", { jobs: 1, unseen: 0 })).toBe(true);
    expect(flaps(". . 5 . 5")).toBe(false);
  });
});

describe("isWorseGroup()", () => {
  it("calls new and regressed groups worse, and nothing else", () => {
    const states = ["new", "regressed", "updated", "unchanged", "absent", "unknown"] as const;
    expect(states.filter((state) => isWorseGroup(state, 0, "failed"))).toEqual(["new", "regressed"]);
  });

  it("calls nothing worse than what never was", () => {
    expect(isWorseGroup("new", null, "failed")).toBe(false);
  });

  it("leaves held jobs to the line of their queue", () => {
    expect(isWorseGroup("new", 0, "held")).toBe(false);
    expect(isWorseGroup("new", 0, "stuck.queued")).toBe(true);
  });
});
