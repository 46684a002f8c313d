import { describe, expect, it } from "vitest";
import { shownName } from "../../lib/core/shown-name.ts";

describe("shownName()", () => {
  it.each([
    ["p1", '"p1"'],
    ['a"b', String.raw`"a\"b"`],
    ["a\u001b[31m\n", String.raw`"a\u001b[31m\n"`],
    ["\u009b\u202E\u2028\u{E0001}图", String.raw`"\u{9b}\u{202e}\u{2028}\u{e0001}图"`],
    ["1234567890", '"1234567890"'],
    ["1234567890x", '"1234567890"…'],
    // The second half of a character that was cut in two goes as well.
    ["123456789😀", String.raw`"123456789\ud83d"…`],
  ])("tells %j as %s", (name, told) => {
    expect(shownName(name, 10)).toBe(told);
  });
});
