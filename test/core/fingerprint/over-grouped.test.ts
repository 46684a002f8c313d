import { describe, expect, it } from "vitest";
import { isOverGrouped } from "../../../lib/core/fingerprint/over-grouped.ts";

describe("isOverGrouped", () => {
  it.each([
    [{ jobs: 91, distinctMessages: 21 }, 100, true],
    [{ jobs: 90, distinctMessages: 21 }, 100, false],
    [{ jobs: 100, distinctMessages: 20 }, 100, false],
    [{ jobs: 25, distinctMessages: 25 }, 25, true],
    [{ jobs: 0, distinctMessages: 0 }, 0, false],
  ])("flags more than 9 in 10 with more than 20 messages: %j of %i", (group, failures, flagged) => {
    expect(isOverGrouped(group, failures)).toBe(flagged);
  });
});
