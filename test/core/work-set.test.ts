import { describe, expect, it } from "vitest";
import { createWorkSet } from "../../lib/core/work-set.ts";

const keys = Array.from({ length: 5_000 }, (_, index) => JSON.stringify(["ap-chongqing", `in/图片-${index}.jpg`]));
const others = Array.from({ length: 5_000 }, (_, index) => JSON.stringify(["ap-chongqing", `in/图片-${index}.png`]));

describe("createWorkSet()", () => {
  it.each([0, 10, 100_000])("knows its members and no other, with room for %i at first", (expected) => {
    const works = createWorkSet(expected);
    for (const key of keys) works.add(key);
    expect(works.size).toBe(5_000);
    expect(keys.filter((key) => !works.has(key))).toEqual([]);
    expect(others.filter((key) => works.has(key))).toEqual([]);
  });

  it("counts a member once", () => {
    const works = createWorkSet();
    for (const key of ["a", "b", "a", ""]) works.add(key);
    expect(works.size).toBe(3);
  });

  it("tells keys apart that differ in a few bits only", () => {
    const works = createWorkSet();
    const close = Array.from({ length: 16 }, (_, bit) => `${String.fromCharCode(1 << bit)}`);
    const pairs = close.flatMap((a) => close.map((b) => a + b));
    for (const key of [...close, ...pairs]) works.add(key);
    expect(works.size).toBe(16 + 256);
  });

  it("marks members, and keeps the marks while it grows", () => {
    const works = createWorkSet();
    works.add("failed");
    works.add("failed again");
    works.mark("failed again");
    works.mark("never heard of");
    for (const key of keys) works.add(key);
    works.add("failed again");
    expect([works.isMarked("failed again"), works.has("failed again"), works.size]).toEqual([true, true, 5_002]);
    expect(["failed", "never heard of", ...keys].filter((key) => works.isMarked(key))).toEqual([]);
    expect(works.has("never heard of")).toBe(false);
  });
});
