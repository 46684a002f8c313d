import { describe, expect, it } from "vitest";
import { isPlain, sparkline } from "../../../cli/render/sparkline.ts";

describe("sparkline()", () => {
  it.each([
    [[], ""],
    [[0, 0], "▁▁"],
    [[1, 2, 3, 4, 5, 6, 7, 8], "▂▂▃▄▅▆▇█"],
    [[0, 0.001, 0.1], "▁▂█"],
    [[0.02, null, 0.04], "▄·█"],
    [[null], "·"],
  ])("draws %j", (values, line) => {
    expect(sparkline(values)).toBe(line);
  });

  it("measures by what is to stand at the top, and cuts what is above it", () => {
    expect(sparkline([1, 4, 9], { most: 8 })).toBe("▂▄█");
  });

  it("does without more than ASCII", () => {
    expect(sparkline([0, 1, null, 8], { plain: true })).toBe("_,.#");
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8], { plain: true })).toMatch(/^[\x20-\x7e]{9}$/);
  });
});

describe("isPlain()", () => {
  it.each([
    [{}, false],
    [{ LANG: "C" }, true],
    [{ LANG: "C.UTF-8" }, false],
    [{ LANG: "en_US.UTF-8", LC_ALL: "POSIX" }, true],
    [{ LANG: "POSIX", LC_CTYPE: "zh_CN.UTF-8" }, false],
    [{ LANG: "zh_CN.UTF-8", TERM: "dumb" }, true],
  ])("of %j", (env, plain) => {
    expect(isPlain(env)).toBe(plain);
  });
});
