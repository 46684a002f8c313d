import { describe, expect, it } from "vitest";
import { topOf } from "../../../lib/core/page/top-of.ts";

describe("topOf()", () => {
  it("gives the heaviest first, equals in their order, and counts all that weigh something", () => {
    const items = ["bb", "a", "", "dd", "ccc"];
    expect(topOf(items, 3, ({ length }) => length)).toEqual({ first: ["ccc", "bb", "dd"], inAll: 4 });
    expect(items[0]).toBe("bb");
  });
});
