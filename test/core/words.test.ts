import { describe, expect, it } from "vitest";
import { amount, countText, placeText } from "../../lib/core/words.ts";

describe("countText()", () => {
  it("groups digits as people do, on every machine", () => {
    expect([0, 999, 20_000, 1_234_567].map(countText)).toEqual(["0", "999", "20,000", "1,234,567"]);
  });
});

describe("amount()", () => {
  it("counts things", () => {
    expect([amount(1, "hole"), amount(2, "hole"), amount(0, "hole")]).toEqual(["1 hole", "2 holes", "0 holes"]);
    expect(amount(2, "kind of finding", "kinds of findings")).toBe("2 kinds of findings");
  });
});

describe("placeText()", () => {
  it("names a place from the region down, as far as it goes", () => {
    expect(placeText({ region: "ap-x", bucket: "b", queueId: "q", tag: "T" })).toBe("ap-x / b / q / T");
    expect(placeText({ region: "ap-x", bucket: null, queueId: null, tag: null })).toBe("ap-x");
    expect(placeText({ region: "ap-x", bucket: "b\u202e" })).toBe("ap-x / b\\u{202e}");
  });
});
