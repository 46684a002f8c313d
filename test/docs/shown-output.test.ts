import { describe, expect, it } from "vitest";
import { asShown, moveDates } from "./shown-output.ts";

describe("asShown()", () => {
  it.each([
    ["one\ntwo\n", "one\ntwo\n"],
    ["took 3 s (of 9)\n", "took … s (of 9)\n"],
    ["a\nb\nc\nd\n", "a\n…\nd\n"],
    ["a\nd\n", "a\n…\nd\n"],
    ["a\nb\n", "…\n"],
  ])("takes %j as %j", (output, shown) => {
    expect(asShown(output, shown)).toBe(shown);
  });

  it.each([
    ["one\ntwo\n", "one\n"],
    ["one\n", "one\ntwo\n"],
    ["took 3 s\nor 4 s\n", "took … 4 s\n"],
    ["axb\n", "a.b\n"],
    ["a\nb\n", "a\n…\nc\n"],
  ])("gives %j back where %j is shown", (output, shown) => {
    expect(asShown(output, shown)).toBe(output);
  });
});

describe("moveDates()", () => {
  it("moves every date by the same number of days, over months and years", () => {
    const moved = moveDates("from 2026-12-30 to 2027-01-01, v2026-12-301", "2026-12-31", "2026-02-28");
    expect(moved).toBe("from 2026-02-27 to 2026-03-01, v2026-12-301");
  });

  it("takes nothing that is no date to move by", () => {
    expect(() => moveDates("", "today", "2026-01-01")).toThrow("today");
  });
});
