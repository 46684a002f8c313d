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

  it("takes a member in the same time, however many there are", () => {
    const works = createWorkSet();
    for (let index = 0; index < 100_000; index += 1) works.add(`in/${index}.jpg`);
    expect([works.size, works.has("in/99999.jpg"), works.has("in/100000.jpg")]).toEqual([100_000, true, false]);
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

  it("marks nothing else, however often it is asked to", () => {
    const works = createWorkSet();
    works.add("failed");
    for (const key of others) works.mark(key);
    expect([works.size, works.has("failed"), works.isMarked("failed")]).toEqual([1, true, false]);
    expect(others.filter((key) => works.has(key) || works.isMarked(key))).toEqual([]);
  });

  it("makes no more room at first than is sensible, however many are expected", () => {
    const works = createWorkSet(1e12);
    works.add("failed");
    expect([works.size, works.has("failed")]).toEqual([1, true]);
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

/** Texts whose hashes were computed apart: half of the hash is the same, or nothing but zeros, or all of it is. */
describe("createWorkSet(), of keys whose hashes are much alike", () => {
  const zeros =
    "偠衕駜躚孋暓臝檐瑄剞訐穇芌竵萷翺恎焠叵祛襨著勑檤沶稃輾遴嚴趫訂熭亚厛珷杣栫仜靓尛" +
    "粛曰越捑皚偾茧螓凹狄炛毋魱脍窖鴝爽魐軶稒脽虒族斩罽而渇銝司猪鉡";

  it.each([
    ["the lower 32 bits", ["梀輖", "眏楩"]],
    ["the upper 31 bits and the first slot", ["注暮岖", "蘏厙硙"]],
    ["zeros in either half or in both", ["斫睪每", "葮軰鲂", zeros]],
  ])("tells keys apart that share %s", (_, alike) => {
    for (const key of alike) {
      const works = createWorkSet();
      works.add(key);
      works.add(key);
      expect([works.size, ...alike.filter((each) => works.has(each))]).toEqual([1, key]);
      works.mark(key);
      for (const other of keys) works.add(other);
      expect([works.size, works.has(key), works.isMarked(key)]).toEqual([5_001, true, true]);
      expect(alike.filter((each) => works.has(each))).toEqual([key]);
    }
  });
});
