import { describe, expect, it } from "vitest";
import { readRange } from "../../../emulator/cos/byte-range.ts";

describe("readRange()", () => {
  it.each([
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=2-4", { first: 2, last: 4 }],
    ["bytes=9-", { first: 9, last: 9 }],
    ["bytes=8-99", { first: 8, last: 9 }],
    ["bytes=-3", { first: 7, last: 9 }],
    ["bytes=-99", { first: 0, last: 9 }],
  ])("reads %s of ten bytes", (header, range) => {
    expect(readRange(header, 10)).toEqual(range);
  });

  it.each([undefined, "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b"])(
    "takes %s as none",
    (header) => {
      expect(readRange(header, 10)).toBeNull();
    },
  );

  it.each([
    ["bytes=10-", 10],
    ["bytes=10-12", 10],
    ["bytes=-0", 10],
    ["bytes=0-", 0],
    ["bytes=-5", 0],
  ])("refuses %s of %i bytes", (header, size) => {
    expect(() => readRange(header, size)).toThrow(expect.objectContaining({ code: "InvalidRange" }));
  });
});
