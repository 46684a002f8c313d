import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whyAttributes } from "../../../lib/core/schema/why.ts";
import { conditionOf, valueKey } from "../../../lib/core/why/value-key.ts";

describe("valueKey()", () => {
  it("can be read back, whatever the value is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...whyAttributes), fc.string({ unit: "binary" }), (attribute, value) => {
        expect(conditionOf(valueKey({ attribute, value }))).toEqual({ attribute, value });
      }),
    );
  });
});

describe("conditionOf()", () => {
  it.each(["", "prefix", "size large", "Prefix a/"])("takes %j for no value", (key) => {
    expect(conditionOf(key)).toBeNull();
  });
});
