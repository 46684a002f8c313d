import { describe, expect, it } from "vitest";
import type { WhyCondition } from "../../../lib/core/schema/why.ts";
import { compareConditions, compareSpecificity, symptoms } from "../../../lib/core/why/specificity.ts";
import { failed } from "./failures.ts";

const one = (text: string): WhyCondition => {
  const [condition] = failed(text);
  if (condition === undefined) throw new Error("one condition");
  return condition;
};

describe("compareConditions()", () => {
  it("puts the deeper prefix first, then what says more of a job, and last what it has none of", () => {
    const inOrder = failed(
      "prefix=a/b/c/ prefix=a/b/ prefix=a/ prefix=b/ operation=x workflow=w extension=jpg hour=01 code=C fingerprint=f queue=p code= prefix= queue=",
    );
    expect([...inOrder].reverse().sort(compareConditions)).toEqual(inOrder);
    expect([...inOrder].sort(compareConditions)).toEqual(inOrder);
  });

  it("holds a prefix that is cut for as deep as its folders", () => {
    expect(compareConditions(one("prefix=a/b…"), one("prefix=a/"))).not.toBeLessThan(0);
    expect(compareConditions(one("prefix=a/"), one("operation=x"))).toBeLessThan(0);
  });
});

describe("compareSpecificity()", () => {
  it("compares conditions in their turn", () => {
    expect(compareSpecificity(failed("prefix=b/x/ hour=09"), failed("prefix=a/ operation=x"))).toBeLessThan(0);
    expect(compareSpecificity(failed("prefix=b/ hour=09"), failed("prefix=a/ operation=x"))).toBeGreaterThan(0);
    expect(compareSpecificity(failed("prefix=b/ operation=x"), failed("prefix=a/ hour=09"))).toBeLessThan(0);
  });

  it("takes the first in the order of texts where all are as specific", () => {
    expect(compareSpecificity(failed("prefix=a/ hour=09"), failed("prefix=b/ hour=01"))).toBeLessThan(0);
    expect(compareSpecificity(failed("prefix=a/ hour=09"), failed("prefix=a/ hour=01"))).toBeGreaterThan(0);
    expect(compareSpecificity(failed("prefix=a/"), failed("prefix=a/"))).toBe(0);
  });
});

describe("symptoms", () => {
  it("are what a failure says of itself", () => {
    expect([...symptoms].sort()).toEqual(["code", "fingerprint"]);
  });
});
