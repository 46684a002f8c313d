import { describe, expect, it } from "vitest";
import { knownText } from "../../../cli/render/known-text.ts";
import { plainLook } from "../../../cli/render/look.ts";
import { makeResult } from "../manifest.ts";

describe("knownText()", () => {
  it("says that every job had ended where none was open and none was told of later", () => {
    const night = { committed: makeResult(), later: [] };
    expect(knownText({ night, asOf: "2026-11-22", open: 0, amended: 0, ended: 0 }, plainLook)).toBe(
      [
        "The night of 2026-11-20 as it was known when 2026-11-22 ended",
        "  revision 1, committed 2026-11-22 02:30:00 Asia/Shanghai: complete",
        "  every job had ended",
        "  no later night was committed by then",
        "",
        "",
      ].join("\n"),
    );
  });
});
