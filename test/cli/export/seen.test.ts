import { describe, expect, it } from "vitest";
import { createSeen } from "../../../cli/export/seen.ts";

describe("createSeen()", () => {
  it("tells whether a text came before", () => {
    const { isNew } = createSeen();
    expect(["a", "b", "a", "", "", "图", "图"].map(isNew)).toEqual([true, true, false, true, false, true, false]);
  });

  it("keeps near texts apart", () => {
    const { isNew } = createSeen();
    const texts = Array.from({ length: 5_000 }, (_, at) => `https://photos.example/${at}`);
    expect(texts.every(isNew)).toBe(true);
    expect(texts.some(isNew)).toBe(false);
  });
});
