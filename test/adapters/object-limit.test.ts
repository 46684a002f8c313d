import { describe, expect, it } from "vitest";
import { maxObjectBytes } from "../../lib/adapters/object-limit.ts";
import { commitKey, manifestKey, nightPartKey } from "../../lib/core/key.ts";

const night = { family: "pic", date: "2026-11-20" } as const;
const mebi = 1 << 20;

describe("maxObjectBytes()", () => {
  it.each([
    [commitKey(night, 1), mebi],
    [manifestKey(night, "0".repeat(64)), 64 * mebi],
    [nightPartKey("ledgers", night)({ index: 0, sha256: "0".repeat(64) }), 256 * mebi],
  ])("bounds %s, with a prefix and without", (key, bytes) => {
    expect(maxObjectBytes(key)).toBe(bytes);
    expect(maxObjectBytes(`audits/of-ours/${key}`)).toBe(bytes);
  });
});
