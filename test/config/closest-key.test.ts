import { describe, expect, it } from "vitest";
import { closestKey } from "../../lib/config/closest-key.ts";

const known = ["timeZone", "settle", "ci", "concurrency", "pageSize"];

describe("closestKey", () => {
  it.each([
    ["time_zone", "timeZone"],
    ["TIMEZONE", "timeZone"],
    ["page-size", "pageSize"],
    ["setle", "settle"],
    ["conccurency", "concurrency"],
    ["CI", "ci"],
  ])("takes %s for %s", (key, name) => {
    expect(closestKey(key, known)).toBe(name);
  });

  it.each(["zone", "cos", "", "x".repeat(1_000_000)])("takes nothing for what is far from all", (key) => {
    expect(closestKey(key, known)).toBeNull();
  });

  it("knows nothing among nothing", () => {
    expect(closestKey("a", [])).toBeNull();
  });
});
