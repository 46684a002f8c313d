import { describe, expect, it } from "vitest";
import { daysText } from "../../lib/core/days-text.ts";

describe("daysText()", () => {
  it.each([
    [0, "0.0 days"],
    [129_600_000, "1.5 days"],
    [2_592_000_000, "30.0 days"],
  ])("tells %i ms as %s", (ms, text) => {
    expect(daysText(ms)).toBe(text);
  });
});
