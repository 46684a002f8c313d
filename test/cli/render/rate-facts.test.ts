import { describe, expect, it } from "vitest";
import { rateFacts } from "../../../cli/render/rate-facts.ts";
import type { RateTest } from "../../../lib/core/schema/rate-test.ts";
import { aTest } from "../../fakes/diff-lines.ts";

function facts(change: Partial<RateTest>): Record<string, string> {
  return Object.fromEntries(rateFacts(aTest(change)));
}

describe("rateFacts()", () => {
  it("names the level, and what is tested of it", () => {
    expect(facts({})["rate of"]).toBe("the scope");
    expect(facts({ level: "group", fingerprint: "v1:aa", operation: "rule:a" })["rate of"]).toBe(
      "the group rule:a / v1:aa",
    );
  });

  it("calls templates and kinds of failure as people do, and tells what they are known by", () => {
    const names = {
      templateNames: new Map([["t1", "watermark-brand"]]),
      kinds: new Map([["v1:aa", `Broken: ${"x".repeat(90)}`]]),
    };
    const of = (change: Partial<RateTest>) => Object.fromEntries(rateFacts(aTest(change), names))["rate of"];
    expect(of({ level: "operation", operation: "t1" })).toBe("the operation watermark-brand (t1)");
    expect(of({ level: "operation", operation: "t2" })).toBe("the operation t2");
    expect(of({ level: "group", fingerprint: "v1:aa" })).toBe(`the group Broken: ${"x".repeat(51)}… (v1:aa)`);
  });

  it("says what was compared with, and how sure that is", () => {
    expect(facts({ nights: ["2026-11-14"], weekdays: true, provisional: true })["before"]).toBe(
      "280 of 28,000 (1.0 %) failed in 1 night of this weekday: 2026-11-14 (provisional)",
    );
    expect(facts({ nights: ["2026-11-14", "2026-11-07"], weekdays: true })["before"]).toContain(
      "2 nights of this weekday: 2026-11-14, 2026-11-07",
    );
    expect(facts({ nights: [] })["before"]).toContain("0 nights: none");
    expect(facts({})["left out"]).toBe("no night");
  });

  it("says plainly what is not known", () => {
    const unknown = {
      method: "none",
      dispersion: null,
      expected: null,
      low: null,
      high: null,
      excess: null,
      p: null,
      q: null,
    } as const;
    const told = facts({ ...unknown, ratio: null, ratioLow: null, ratioHigh: null });
    expect(told["this night"]).toBe("340 of 2,000 (17.0 %) failed; nothing to expect it by");
    expect(told["effect"]).toBe("none too many, at least 5 to tell; no rate before");
    expect(told["chance"]).toBe("none, dispersion none, p none, q none");
    expect(facts({ high: null })["this night"]).toBe("340 of 2,000 (17.0 %) failed; 20 expected");
    expect(facts({ ratioHigh: null })["effect"]).toContain("; 17 times the rate, at least 1.5");
  });
});
