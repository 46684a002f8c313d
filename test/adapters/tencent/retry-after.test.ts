import { describe, expect, it } from "vitest";
import { readRetryAfterMs } from "../../../lib/adapters/tencent/retry-after.ts";

const now = Date.UTC(2026, 10, 21, 0, 0, 0);

describe("readRetryAfterMs()", () => {
  it.each([
    ["0", 0],
    ["120", 120_000],
    [" 7 ", 7_000],
    ["Sat, 21 Nov 2026 00:01:30 GMT", 90_000],
    ["Fri, 20 Nov 2026 23:59:00 GMT", 0],
  ])("reads %j", (header, expected) => {
    expect(readRetryAfterMs(header, now)).toBe(expected);
  });

  it.each([
    [undefined],
    [""],
    ["soon"],
    ["-1"],
    ["1.5"],
    ["2026-11-21"],
    ["9999999999"],
    ["Sat, 41 Nov 2026 00:01:30 GMT"],
  ])("takes %j for nothing said", (header) => {
    expect(readRetryAfterMs(header, now)).toBeNull();
  });
});
