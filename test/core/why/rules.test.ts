import { describe, expect, it } from "vitest";
import { countRules, isWithin } from "../../../lib/core/why/rules.ts";
import { failed } from "./failures.ts";

const textsOf = (rules: ReturnType<typeof countRules>) =>
  rules.map(({ conditions }) => conditions.map(({ attribute, value }) => `${attribute}=${value}`).join(" "));

describe("countRules()", () => {
  it("makes every rule of one to three conditions, each of another attribute, the more specific condition first", () => {
    expect(textsOf(countRules(failed("hour=01 prefix=a/ hour=02"), []))).toEqual([
      "hour=01",
      "prefix=a/",
      "prefix=a/ hour=01",
      "hour=02",
      "prefix=a/ hour=02",
    ]);
    const four = textsOf(countRules(failed("hour=01 prefix=a/ queue=p1 extension=jpg"), []));
    // By hand: 4 of one, 6 of two, 4 of three.
    expect(four.map((text) => text.split(" ").length).sort()).toEqual([
      ...[1, 1, 1, 1],
      ...[2, 2, 2, 2, 2, 2],
      ...[3, 3, 3, 3],
    ]);
    expect(new Set(four).size).toBe(14);
    expect(countRules([], [])).toEqual([]);
  });

  it("counts, of both sides apart, the failures that meet all conditions", () => {
    const rows = [
      { bits: 0b00, now: 1, before: 10 },
      { bits: 0b01, now: 2, before: 20 },
      { bits: 0b10, now: 4, before: 40 },
      { bits: 0b11, now: 8, before: 80 },
    ];
    const rules = countRules(failed("prefix=a/ extension=jpg"), rows);
    expect(rules.map(({ bits, now, before }) => [bits, now, before])).toEqual([
      [0b01, 10, 100],
      [0b10, 12, 120],
      [0b11, 8, 80],
    ]);
  });

  it("knows which other candidates a rule brings with it: the prefixes that its prefix is in", () => {
    const candidates = failed("prefix=a/ prefix=a/b/ prefix=ab/ prefix= extension=a/ prefix=a/b…");
    const bits = countRules(candidates, []).flatMap(({ conditions, bits: of }) =>
      conditions.length === 1 ? [[conditions[0]?.value, of]] : [],
    );
    expect(bits).toEqual([
      ["a/", 0b000001],
      ["a/b/", 0b000011],
      ["ab/", 0b000100],
      ["", 0b001000],
      ["a/", 0b010000],
      ["a/b…", 0b100001],
    ]);
  });
});

describe("isWithin()", () => {
  const rules = countRules(failed("prefix=a/ prefix=a/b/ extension=jpg"), []);
  const ruleOf = (text: string) => {
    const rule = rules.find((_, index) => textsOf(rules)[index] === text);
    if (rule === undefined) throw new Error(`no rule ${text}`);
    return rule;
  };

  it.each([
    ["prefix=a/b/", "prefix=a/", true],
    ["prefix=a/", "prefix=a/b/", false],
    ["prefix=a/ extension=jpg", "prefix=a/", true],
    ["prefix=a/b/ extension=jpg", "prefix=a/ extension=jpg", true],
    ["prefix=a/ extension=jpg", "prefix=a/b/", false],
    ["extension=jpg", "prefix=a/", false],
    ["prefix=a/", "prefix=a/", false],
  ])("says of %s and %s: %s", (part, whole, is) => {
    expect(isWithin(ruleOf(part), ruleOf(whole))).toBe(is);
  });
});
