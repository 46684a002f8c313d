import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonLine } from "../../../cli/render/json-line.ts";

describe("jsonLine", () => {
  it("escapes what a terminal would act on", () => {
    expect(jsonLine({ a: "\u009b\u202e\u{e0041}\n" })).toBe('{"a":"\\u009b\\u202e\\udb40\\udc41\\n"}\n');
  });

  it("is one line that means the same", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), (text) => {
        const value: unknown = JSON.parse(text);
        const line = jsonLine(value);
        expect(JSON.parse(line)).toEqual(value);
        expect(line.indexOf("\n")).toBe(line.length - 1);
      }),
    );
  });
});
