import { describe, expect, it } from "vitest";
import { fetchProgressText } from "../../../cli/render/fetch-text.ts";

describe("fetchProgressText()", () => {
  it.each([
    [0, 999, "0 bytes of 999 bytes"],
    [1, 1_000, "1 byte of 1.0 KB"],
    [999_949, 1_500_000, "999.9 KB of 1.5 MB"],
    [231_000_000, 2_310_000_000, "231.0 MB of 2.3 GB"],
  ])("tells %d of %d bytes in decimal units", (bytes, allBytes, text) => {
    expect(fetchProgressText({ files: 3, allFiles: 14, bytes, allBytes })).toBe(`3 of 14 files, ${text}`);
  });
});
