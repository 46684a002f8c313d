import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readableJson } from "../../lib/core/readable-json.ts";

describe("readableJson()", () => {
  it("is indented, with a list of numbers on one line", () => {
    const value = { name: "a\n", bins: [1, 0, -2.5], empty: [], none: {}, gone: undefined, rows: [{ n: 1 }, [2, "x"]] };
    expect(readableJson(value)).toBe(`{
  "name": "a\\n",
  "bins": [1, 0, -2.5],
  "empty": [],
  "none": {},
  "rows": [
    {
      "n": 1
    },
    [
      2,
      "x"
    ]
  ]
}`);
  });

  it("is what JSON.stringify writes, where there is no list of numbers", () => {
    const leaf = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.constant(undefined));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("tree")), fc.dictionary(fc.string(), tie("tree"))),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), tree), (value) => {
        expect(readableJson(value)).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it("means the same, whatever it holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.object(), fc.array(fc.double())), (value) => {
        expect(JSON.parse(readableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
