import { describe, expect, it } from "vitest";
import { type Why, whySchema } from "../../../lib/core/schema/why.ts";
import { attributesOf } from "../../../lib/core/why/attributes-of.ts";
import { aFailure, explain, type Failed, failed, times } from "../../core/why/failures.ts";

const conditionsOf = ({ rule }: Why) => rule?.conditions.map(({ attribute, value }) => `${attribute} ${value}`) ?? null;
const rankedOf = ({ attributes }: Why) => attributes.map(({ attribute, value }) => `${attribute} ${value}`);

/** Seven nights of eight failures, of which one is of each folder and operation. */
const quiet = times(7, "prefix=up/ prefix=up/heic/ operation=format code=A")
  .concat(times(7, "prefix=up/ prefix=up/heic/ operation=crop code=A"))
  .concat(times(21, "prefix=up/ prefix=up/web/ operation=format code=B"))
  .concat(times(21, "prefix=in/ operation=crop code=B"));
const aNight = quiet.filter((_, index) => index % 7 === 0);

describe("explainFailures()", () => {
  it("names the conditions that the extra failures have in common, with what each value explains", async () => {
    const now = [...aNight, ...times(92, "prefix=up/ prefix=up/heic/ operation=format code=A")];
    const why = await explain({ now, before: quiet, expected: 8 });
    expect(whySchema.parse(why)).toEqual(why);
    expect(why).toMatchObject({ extra: 92, nights: ["2026-11-20"], mix: null, sampled: false });
    expect(why.rule).toEqual({
      conditions: [
        { attribute: "prefix", value: "up/heic/" },
        { attribute: "operation", value: "format" },
      ],
      failed: 93,
      expected: 1,
      excess: 92,
      coverage: 1,
    });
    expect(rankedOf(why)).toEqual(["prefix up/heic/", "prefix up/", "operation format", "code A"]);
    expect(why.attributes[0]).toMatchObject({ failed: 94, expected: 2, excess: 92, lift: 3.76 });
    expect(why.attributes[0]?.p).toBeLessThan(1e-15);
  });

  it("leaves out a condition whose other values never failed", async () => {
    const before = times(14, "prefix=heic/ operation=format").concat(times(56, "prefix=web/ operation=crop"));
    const now = [...times(100, "prefix=heic/ operation=format"), ...times(8, "prefix=web/ operation=crop")];
    expect(conditionsOf(await explain({ now, before, expected: 10 }))).toEqual(["prefix heic/"]);
  });

  it("takes the shallow prefix when all of its folders rose, and the deep one when one did", async () => {
    const before = [..."abcd"]
      .flatMap((folder) => times(14, `prefix=up/ prefix=up/${folder}/`))
      .concat(times(56, "prefix=in/"));
    const rest = [..."abcd"]
      .flatMap((folder) => times(2, `prefix=up/ prefix=up/${folder}/`))
      .concat(times(8, "prefix=in/"));
    const all = [..."abcd"].flatMap((folder) => times(25, `prefix=up/ prefix=up/${folder}/`));
    const wide = await explain({ now: [...rest, ...all], before, expected: 16 });
    expect(conditionsOf(wide)).toEqual(["prefix up/"]);
    const deep = await explain({ now: [...rest, ...times(100, "prefix=up/ prefix=up/b/")], before, expected: 16 });
    expect(conditionsOf(deep)).toEqual(["prefix up/b/"]);
  });

  it("takes the deep prefix also where the shallow one covers a little more by chance", async () => {
    const folders = ["prefix=up/ prefix=up/heic/", "prefix=up/ prefix=up/web/", "prefix=in/"];
    const before = folders.flatMap((folder) => times(14, folder));
    const now = [...folders.flatMap((folder) => times(2, folder)), ...times(100, folders[0] ?? "")];
    const ruleWith = async (more: number) =>
      conditionsOf(await explain({ now: [...now, ...times(more, folders[1] ?? "")], before, expected: 6 }));
    expect(await ruleWith(4)).toEqual(["prefix up/heic/"]);
    expect(await ruleWith(40)).toEqual(["prefix up/"]);
  });

  it("takes no rule for less than 80 % of the extra failures", async () => {
    const folders = [..."abcdefgh"].map((folder) => `prefix=${folder}/`);
    const usual = [...times(14, "prefix=heic/"), ...folders.flatMap((folder) => times(7, folder))];
    const spread = (count: number) => Array.from({ length: count }, (_, index) => failed(folders[index % 8] ?? ""));
    const ruleOf = async (heic: number) => {
      const now = [...times(2 + heic, "prefix=heic/"), ...spread(8 + 100 - heic)];
      return (await explain({ now, before: usual, expected: 10 })).rule;
    };
    expect(await ruleOf(80)).toMatchObject({ conditions: failed("prefix=heic/"), excess: 80, coverage: 0.8 });
    expect(await ruleOf(79)).toBeNull();
  });

  it("names a code only where nothing else sets the failures apart", async () => {
    const now = [...quiet.slice(0, 28), ...quiet, ...quiet].map((each) => [
      ...each.filter(({ attribute }) => attribute !== "code"),
      ...failed("code=New fingerprint=v2:1"),
    ]);
    const why = await explain({ now: [...now, ...aNight], before: quiet, expected: 8 });
    expect(conditionsOf(why)).toEqual(["code New"]);
  });

  it("names no value that all failures have, now and before", async () => {
    const add = (each: Failed) => [...each, ...failed("workflow=w1 hour=04")];
    const now = [...aNight, ...times(92, "prefix=up/ prefix=up/heic/ operation=format code=A")].map(add);
    const why = await explain({ now, before: quiet.map(add), expected: 8 });
    expect(conditionsOf(why)).toEqual(["prefix up/heic/", "operation format"]);
    expect(rankedOf(why)).not.toContain("workflow w1");
    const only = await explain({ now: times(100, "prefix=a/"), before: times(70, "prefix=a/"), expected: 10 });
    expect(only).toMatchObject({ rule: null, attributes: [] });
  });

  it("finds nothing where all failures rose alike", async () => {
    const why = await explain({ now: [...quiet, ...quiet, ...quiet], before: quiet, expected: 8 });
    expect(why).toMatchObject({ extra: 160, rule: null, attributes: [] });
  });

  it("takes the more specific of values that the same failures have, in any order of theirs", async () => {
    const both = "operation=format extension=heic prefix=up/ prefix=up/heic/ hour=04 workflow=w1";
    const other = "operation=crop extension=jpg prefix=in/ hour=05 workflow=w2";
    const before = [...times(14, both), ...times(56, other)];
    const now = [...times(100, both), ...times(8, other)];
    for (const turned of [(each: Failed) => each, (each: Failed) => [...each].reverse()]) {
      const why = await explain({ now: now.map(turned), before: before.map(turned), expected: 10 });
      expect(conditionsOf(why)).toEqual(["prefix up/heic/"]);
      expect(rankedOf(why)).toEqual([
        "prefix up/heic/",
        "prefix up/",
        "operation format",
        "workflow w1",
        "extension heic",
        "hour 04",
      ]);
    }
  });

  it("takes the first in the order of texts where values are alike in all", async () => {
    const twins = "prefix=b/ prefix=b/x/ prefix=b/y/";
    const before = [...times(14, twins), ...times(56, "prefix=in/")];
    const why = await explain({ now: [...times(100, twins), ...times(8, "prefix=in/")], before, expected: 10 });
    expect(conditionsOf(why)).toEqual(["prefix b/x/"]);
  });

  describe("without failures before", () => {
    it("says what the failures have in common, by the deepest prefix", async () => {
      const now = [
        ...times(96, "prefix=up/ prefix=up/heic/ workflow= code=A"),
        ...times(4, "prefix=up/ workflow= code=B"),
      ];
      const why = await explain({ now, before: [], expected: 1 });
      expect(why.rule).toEqual({
        conditions: failed("prefix=up/heic/"),
        failed: 96,
        expected: 0.96,
        excess: 95.04,
        coverage: 0.96,
      });
      expect(why.attributes[0]).toMatchObject({ attribute: "prefix", value: "up/", excess: 99, lift: null, p: 1 });
    });

    it("does so with four, whatever they were, and not with five", async () => {
      const now = times(100, "prefix=up/ prefix=up/heic/ operation=format");
      const one = "prefix=up/ prefix=up/heic/ operation=crop";
      const four = await explain({
        now,
        before: [...times(3, one), ...times(1, "prefix=in/ operation=crop")],
        expected: 1,
      });
      expect(conditionsOf(four)).toEqual(["operation format"]);
      const few = await explain({
        now: now.slice(0, 8),
        before: times(4, "prefix=up/ prefix=up/heic/ operation=format"),
        expected: 1,
      });
      expect(few.rule).toBeNull();
    });
  });

  it("has nothing to say of a night without failures, or with fewer than expected", async () => {
    expect(await explain({ now: [], before: quiet, expected: 8 })).toMatchObject({
      extra: -8,
      rule: null,
      attributes: [],
    });
    expect(await explain({ now: aNight, before: quiet, expected: 8 })).toMatchObject({
      extra: 0,
      rule: null,
      attributes: [],
    });
    expect(await explain({ now: [], before: [], expected: 0 })).toMatchObject({ extra: 0, rule: null, attributes: [] });
  });

  it("keeps values as text, whatever is in them", async () => {
    const key = "a\nb\u202e/\u0000\ud800/<b>.jpg";
    const hostile = attributesOf({ ...aFailure, input: { bucket: null, region: null, object: key } }, () => "04");
    const before = [...times(50, "prefix=in/"), hostile];
    const why = await explain({
      now: [...Array.from({ length: 90 }, () => hostile), ...times(10, "prefix=in/")],
      before,
      expected: 10,
    });
    expect(conditionsOf(why)).toEqual(["prefix a\nb\u202e/\u0000\ud800/"]);
  });
});
