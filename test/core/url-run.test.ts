import { describe, expect, it } from "vitest";
import { trimTrailing } from "../../lib/core/url-run.ts";

describe("trimTrailing()", () => {
  it("takes punctuation and other scripts off the end, but no mark", () => {
    expect(trimTrailing("/cat.jpg).", 0, 10)).toBe(8);
    expect(trimTrailing("/cat.jpg失败", 0, 10)).toBe(8);
    expect(trimTrailing("/[cut:ba7816bf8f01].", 0, 20)).toBe(19);
  });

  it("goes no further back than the start", () => {
    expect(trimTrailing("a....", 3, 5)).toBe(3);
    expect(trimTrailing("a....", 5, 5)).toBe(5);
  });
});
