import { describe, expect, it } from "vitest";
import { bold, dim, green } from "yoctocolors";
import { coloursFor, noColours } from "../../../cli/render/colour.ts";
import { lookOf } from "../../../cli/render/look.ts";

describe("coloursFor", () => {
  it("paints for a terminal", () => {
    const colours = coloursFor({ columns: 80, env: {} });
    expect(colours).toMatchObject({ good: green, strong: bold, faint: dim });
    expect(colours.bad("x")).toContain("x");
  });

  it("leaves text as it is in a pipe and where NO_COLOR says so", () => {
    expect(coloursFor({ columns: null, env: {} })).toBe(noColours);
    expect(coloursFor({ columns: 80, env: { NO_COLOR: "1" } })).toBe(noColours);
    expect(noColours.bad("x")).toBe("x");
  });

  it("does not take an empty NO_COLOR for a wish", () => {
    expect(coloursFor({ columns: 80, env: { NO_COLOR: "" } })).not.toBe(noColours);
  });
});

describe("lookOf", () => {
  it.each([
    ["the terminal's width", 132, {}, 132],
    ["80 in a pipe", null, {}, 80],
    ["what COLUMNS says in a pipe", null, { COLUMNS: "100" }, 100],
    ["80 when COLUMNS is no number", null, { COLUMNS: "wide" }, 80],
    ["80 on a terminal that does not know", 0, {}, 80],
    ["60 on a narrow terminal", 20, {}, 60],
  ])("takes %s", (_case, columns, env, expected) => {
    expect(lookOf({ columns, env }).columns).toBe(expected);
  });
});
