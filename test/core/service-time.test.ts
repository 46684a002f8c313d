import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatServiceTime, parseServiceTime } from "../../lib/core/service-time.ts";

const sampleMs = Date.UTC(2022, 6, 18, 7, 16, 43);

describe("parseServiceTime()", () => {
  it.each([
    "2022-07-18T15:16:43+0800",
    "2022-07-18T15:16:43+08:00",
    "2022-07-18 15:16:43+0800",
    "2022-07-18T07:16:43Z",
    "2022-07-18T02:46:43-0430",
    "2022-07-18T12:46:43+05:30",
    "\n\t2022-07-18T15:16:43+0800 ",
  ])("reads %j as the same instant", (text) => {
    expect(parseServiceTime(text)).toBe(sampleMs);
  });

  it("reads the workflow callback's form with a space", () => {
    expect(parseServiceTime("2020-12-01 11:00:41+0800")).toBe(Date.UTC(2020, 11, 1, 3, 0, 41));
  });

  it.each(["", "-", "  ", " - ", "\n"])("takes %j for no time", (text) => {
    expect(parseServiceTime(text)).toBeNull();
  });

  it("knows leap days and no others", () => {
    expect(parseServiceTime("2024-02-29T00:00:00+0000")).toBe(Date.UTC(2024, 1, 29));
    expect(parseServiceTime("0000-02-29T00:00:00Z")).toBe(Date.parse("0000-02-29T00:00:00Z"));
    expect(() => parseServiceTime("2023-02-29T00:00:00+0800")).toThrow(RangeError);
  });

  it.each([
    "2022-02-30T00:00:00+0800",
    "2022-04-31T00:00:00+0800",
    "2022-13-01T00:00:00+0800",
    "2022-00-01T00:00:00+0800",
    "2022-01-00T00:00:00+0800",
    "2022-01-01T24:00:00+0800",
    "2022-01-01T23:60:00+0800",
    "2022-01-01T23:59:60+0800",
    "2022-01-01T00:00:00+2400",
    "2022-01-01T00:00:00+0860",
    "2022-01-01T00:00:00",
    "2022-01-01T00:00:00.000+0800",
    "2022-01-01T00:00:00+08",
    "2022-01-01t00:00:00z",
    "2022-01-01  00:00:00+0800",
    "2022-1-1T00:00:00+0800",
    "2022-01-01",
    "0.000000",
    "1658128603",
    "Mon, 18 Jul 2022 19:37:29 GMT",
    "--",
    "undefinedTundefined",
    "2022-07-18T15:16:43+0800 2022-07-18T15:16:43+0800",
  ])("refuses %j", (text) => {
    expect(() => parseServiceTime(text)).toThrow(RangeError);
  });

  it("shows what it refused, no more than forty characters of it", () => {
    expect(() => parseServiceTime("x".repeat(99))).toThrow(new RangeError(`Not a service time: ${"x".repeat(40)}`));
  });
});

describe("formatServiceTime()", () => {
  it("writes the service's zone, whatever the machine's", () => {
    expect(formatServiceTime(sampleMs)).toBe("2022-07-18T15:16:43+0800");
    expect(formatServiceTime(Date.UTC(2000, 11, 31, 16, 0, 0))).toBe("2001-01-01T00:00:00+0800");
  });

  it("cuts parts of a second off", () => {
    expect(formatServiceTime(sampleMs + 999)).toBe("2022-07-18T15:16:43+0800");
    expect(formatServiceTime(-1)).toBe("1970-01-01T07:59:59+0800");
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Date.UTC(9999, 11, 31, 16), Date.UTC(-1, 0)])(
    "refuses %d, which has no such form",
    (ms) => {
      expect(() => formatServiceTime(ms)).toThrow(RangeError);
    },
  );

  it("shows the time it refused", () => {
    expect(() => formatServiceTime(253_402_272_000_000)).toThrow("Not a time the service can hold: 253402272000000");
  });

  it("is undone by parseServiceTime for every whole second", () => {
    const second = fc.integer({ min: Date.UTC(1970, 0) / 1000, max: Date.UTC(9999, 11, 31, 15, 59, 59) / 1000 });
    fc.assert(fc.property(second, (s) => parseServiceTime(formatServiceTime(s * 1000)) === s * 1000));
  });

  it("names the same instant as any other offset does", () => {
    const second = fc.integer({ min: 0, max: 4_102_444_800 });
    const offset = fc.tuple(fc.constantFrom(1, -1), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(second, offset, fc.constantFrom("", ":"), (s, [sign, hours, minutes], colon) => {
        const shifted = new Date(s * 1000 + sign * (hours * 60 + minutes) * 60_000).toISOString().slice(0, 19);
        const two = (part: number) => String(part).padStart(2, "0");
        const text = `${shifted}${sign < 0 ? "-" : "+"}${two(hours)}${colon}${two(minutes)}`;
        expect(parseServiceTime(text)).toBe(s * 1000);
      }),
    );
  });
});
