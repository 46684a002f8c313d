import { describe, expect, it } from "vitest";
import { whySchema } from "../../../lib/core/schema/why.ts";
import { type ExplainedRise, explainRise } from "../../../lib/core/why/explain-rise.ts";
import { riseOf } from "./a-rise.ts";
import { failed, type Told, times } from "./failures.ts";

const why = (told: Told, change: Partial<ExplainedRise> = {}) => explainRise({ ...riseOf(told), ...change });
const ruleOf = (told: Told) =>
  why(told).rule?.conditions.map(({ attribute, value }) => `${attribute}=${value}`) ?? null;

/** Seven nights of ten failures, a fifth of them of one folder and operation each. */
const usual = [
  ...times(7, "prefix=up/ prefix=up/heic/ operation=format code=A"),
  ...times(7, "prefix=up/ prefix=up/heic/ operation=crop code=A"),
  ...times(28, "prefix=up/ prefix=up/web/ operation=format code=B"),
  ...times(28, "prefix=in/ operation=crop code=B"),
];
const aNight = usual.filter((_, index) => index % 7 === 0);

describe("explainRise()", () => {
  it("tells all of a rise, and rounds what is not whole", () => {
    const now = [...aNight, ...times(90, "prefix=up/ prefix=up/heic/ operation=format code=A")];
    const found = why({ now, before: usual, expected: 10.00049 }, { mix: { rates: 1 / 3, mix: -2e-7 / 3 } });
    expect(whySchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({ extra: 90, nights: ["2026-11-20", "2026-11-19"], sampled: false });
    expect(found.mix).toEqual({ rates: 0.333333, mix: -6.66667e-8 });
    // 91 of 100 failures, of which a tenth of ten is expected.
    expect(found.rule).toEqual({
      conditions: failed("prefix=up/heic/ operation=format"),
      failed: 91,
      expected: 1,
      excess: 90,
      coverage: 1,
    });
    // 92 of 100 now, 14 of 70 before.
    expect(found.attributes[0]).toMatchObject({ value: "up/heic/", failed: 92, expected: 2, excess: 90, lift: 4.6 });
    // All have 90 too many, less their share of 0.00049: 14, 14, 35 and 42 of 70.
    expect(found.attributes.map(({ attribute, value }) => `${attribute}=${value}`)).toEqual([
      ...["prefix=up/heic/", "code=A", "operation=format", "prefix=up/"],
    ]);
    expect(why({ now, before: usual, expected: 10 }, { sampled: true, mix: null })).toMatchObject({
      sampled: true,
      mix: null,
    });
  });

  it("covers no more than all, though a part rose by more than the whole", () => {
    const before = [...times(50, "prefix=a/"), ...times(50, "prefix=b/")];
    const found = why({ now: [...times(95, "prefix=a/"), ...times(5, "prefix=b/")], before, expected: 20 });
    // 85 of 80 too many, because b has 5 fewer than expected.
    expect(found.rule).toMatchObject({ failed: 95, expected: 10, excess: 85, coverage: 1 });
    expect(found.extra).toBe(80);
  });

  it("has a lift of nothing for what was never there before", () => {
    const found = why({ now: times(100, "prefix=new/"), before: times(50, "prefix=old/"), expected: 5 });
    expect(found.attributes).toMatchObject([{ value: "new/", expected: 0, excess: 100, lift: null }]);
    expect(found.rule).toMatchObject({ conditions: failed("prefix=new/"), coverage: 1 });
  });

  it("finds none where all failures rose alike, or did not rise", () => {
    expect(why({ now: [...usual, ...usual, ...usual], before: usual, expected: 10 })).toMatchObject({
      extra: 200,
      rule: null,
      attributes: [],
    });
    expect(ruleOf({ now: aNight, before: usual, expected: 10 })).toBeNull();
    expect(why({ now: [], before: [], expected: 0 })).toMatchObject({ extra: 0, rule: null, attributes: [] });
  });
});

describe("the rule of a rise", () => {
  it("covers 80 % of the failures too many", () => {
    const others = [..."bcdefghi"].flatMap((each) => times(10, `prefix=${each}/`));
    const before = [...times(20, "prefix=a/"), ...others];
    const spread = (count: number) =>
      Array.from({ length: count }, (_, at) => failed(`prefix=${"bcdefghi"[at % 8] ?? ""}/`));
    const rule = (some: number) =>
      ruleOf({ now: [...times(2 + some, "prefix=a/"), ...spread(108 - some)], before, expected: 10 });
    expect([rule(80), rule(79)]).toEqual([["prefix=a/"], null]);
  });

  it("is the one with the fewest conditions, and then the one that covers most, in whole percents", () => {
    const other = "prefix=z/ extension=png hour=09";
    const rule = (both: number, prefix: number, extension: number) =>
      ruleOf({
        now: [
          ...times(both, "prefix=a/ extension=jpg hour=01"),
          ...times(prefix, "prefix=a/ extension=png hour=09"),
          ...times(extension, "prefix=z/ extension=jpg hour=09"),
          ...times(10, other),
        ],
        before: times(100, other),
        expected: 10,
      });
    // Of 200 too many, the prefix has 195 and the extension 197: 98 and 99 %. With 195 and 196 both have 98 %.
    expect(rule(192, 3, 5)).toEqual(["extension=jpg"]);
    expect(rule(191, 4, 5)).toEqual(["prefix=a/"]);
  });

  it("has a condition more where what is outside of it rose far less", () => {
    const before = [
      ...times(20, "prefix=a/ operation=x"),
      ...times(20, "prefix=a/ operation=y"),
      ...times(60, "prefix=b/ operation=y"),
    ];
    const rule = (x: number, y: number) =>
      ruleOf({
        now: [
          ...times(x, "prefix=a/ operation=x"),
          ...times(y, "prefix=a/ operation=y"),
          ...times(6, "prefix=b/ operation=y"),
        ],
        before,
        expected: 10,
      });
    expect(rule(100, 2)).toEqual(["operation=x"]);
    expect(rule(100, 90)).toEqual(["prefix=a/"]);
  });

  it("names a code only where nothing else stands out", () => {
    const before = [...times(30, "prefix=a/ code=A fingerprint=1"), ...times(30, "prefix=b/ code=B fingerprint=2")];
    const ofCode = [...times(50, "prefix=a/ code=C fingerprint=3"), ...times(50, "prefix=b/ code=C fingerprint=3")];
    expect(ruleOf({ now: ofCode, before, expected: 5 })).toEqual(["code=C"]);
    const ofPrefix = times(100, "prefix=c/ code=C fingerprint=3");
    expect(ruleOf({ now: ofPrefix, before, expected: 5 })).toEqual(["prefix=c/"]);
  });

  it("takes the deeper prefix where it covers 95 % of what the wider one does, and else the wider", () => {
    const before = [
      ...times(28, "prefix=up/ prefix=up/a/"),
      ...times(28, "prefix=up/ prefix=up/b/"),
      ...times(28, "prefix=in/"),
    ];
    const rule = (rest: number) =>
      ruleOf({
        now: [
          ...times(104, "prefix=up/ prefix=up/a/"),
          ...times(4 + rest, "prefix=up/ prefix=up/b/"),
          ...times(4, "prefix=in/"),
        ],
        before,
        expected: 12,
      });
    expect([rule(0), rule(5), rule(80)]).toEqual([["prefix=up/a/"], ["prefix=up/a/"], ["prefix=up/"]]);
  });

  it("stays with the wider prefix where the deeper one covers less than 95 % of it and the rest of it rose as well", () => {
    const rule = (a: number, rest: number) =>
      ruleOf({
        now: [
          ...times(104, "prefix=up/ prefix=up/a/"),
          ...times(rest, "prefix=up/ prefix=up/b/"),
          ...times(4, "prefix=in/"),
        ],
        before: [
          ...times(a, "prefix=up/ prefix=up/a/"),
          ...times(1, "prefix=up/ prefix=up/b/"),
          ...times(28, "prefix=in/"),
        ],
        expected: (a + 29) / 7,
      });
    // Of 104.86 and 105.86 too many in the wider one, the deeper one has 100.
    expect([rule(28, 5), rule(28, 6)]).toEqual([["prefix=up/a/"], ["prefix=up/"]]);
    // The wider one had 4 and 5 failures before.
    expect([rule(3, 20), rule(4, 20)]).toEqual([["prefix=up/a/"], ["prefix=up/"]]);
  });

  it("prefers what jobs have in common to a code that covers more", () => {
    const before = [...times(30, "prefix=a/ code=A"), ...times(30, "prefix=b/ code=B")];
    const now = [...times(90, "prefix=c/ code=C"), ...times(10, "prefix=a/ code=C")];
    expect(ruleOf({ now, before, expected: 5 })).toEqual(["prefix=c/"]);
  });

  describe("with fewer than five failures before", () => {
    const now = [...times(96, "prefix=up/ prefix=up/a/ workflow="), ...times(4, "prefix=up/ workflow=")];

    it("is what the failures have in common, if it is anything", () => {
      expect(ruleOf({ now, before: [], expected: 1 })).toEqual(["prefix=up/a/"]);
      expect(ruleOf({ now: times(20, "workflow= prefix="), before: [], expected: 1 })).toBeNull();
    });

    it("needs no contrast with four, and does with five", () => {
      const same = (count: number) =>
        ruleOf({ now: times(9, "prefix=a/ hour=01"), before: times(count, "prefix=a/ hour=02"), expected: 1 });
      // Chance puts 9 of 13 so with 1 in 715, and 9 of 14 with 1 in 2,002; that all came in one hour is no chance.
      expect(same(4)).toEqual(["hour=01"]);
      expect(same(5)).toEqual(["hour=01"]);
      const few = (count: number) =>
        ruleOf({
          now: [...times(5, "prefix=a/"), ...times(1, "prefix=b/")],
          before: [...times(1, "prefix=a/"), ...times(count - 1, "prefix=b/")],
          expected: 1,
        });
      // With level 0.05 over 3: 5 of 6 beside 1 of 4 are chance in 25 of 210 cases, beside 1 of 5 in 36 of 462.
      expect(few(4)).toEqual(["prefix=a/"]);
      expect(few(5)).toBeNull();
    });
  });
});
