import { describe, expect, it } from "vitest";
import { cutMark, markEndsAt } from "../../lib/core/cut-mark.ts";

// printf 'abc' | sha256sum
const mark = "[cut:ba7816bf8f01]";

describe("cutMark()", () => {
  it("is made of the first digits of the SHA-256, and of a mark is the mark", () => {
    expect(cutMark("abc")).toBe(mark);
    expect(cutMark(mark)).toBe(mark);
    expect(cutMark(`${mark}.`)).not.toBe(mark);
  });
});

describe("markEndsAt()", () => {
  const text = `x${mark}y`;

  it("knows a mark that lies behind the start as a whole", () => {
    expect([0, 1].map((start) => markEndsAt(text, start, 19))).toEqual([true, true]);
    expect([2, 19].map((start) => markEndsAt(text, start, 19))).toEqual([false, false]);
  });

  it("knows none that ends elsewhere", () => {
    expect([17, 18, 20].map((end) => markEndsAt(text, 0, end))).toEqual([false, false, false]);
  });
});
