import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMatches } from "../../../../lib/core/fingerprint/rules/find-matches.ts";
import { parsePattern } from "../../../../lib/core/fingerprint/rules/pattern.ts";

/** What matched, and what its wildcards stand for. */
function found(pattern: string, text: string): readonly (readonly string[])[] {
  const parsed = parsePattern(pattern);
  if (parsed === null) throw new Error(`${pattern} is no pattern`);
  return findMatches(parsed, text).map(({ start, end, wilds }) => [
    text.slice(start, end),
    ...wilds.map((wild) => text.slice(wild.start, wild.end)),
  ]);
}

describe("findMatches", () => {
  it.each([
    ["timed out", "it timed out, timed out", [["timed out"], ["timed out"]]],
    [
      "shard-*",
      "shard-a1, shard- shard-b2",
      [
        ["shard-a1", "a1"],
        ["shard-b2", "b2"],
      ],
    ],
    ["shard-* of", "shard-a b of shard-c of", [["shard-c of", "c"]]],
    [
      "*.heic",
      "to a/b.heic (c.heic) .heic",
      [
        ["a/b.heic", "a/b"],
        ["c.heic", "c"],
      ],
    ],
    [
      "a*b",
      "acb ab axb",
      [
        ["acb", "c"],
        ["axb", "x"],
      ],
    ],
    [
      "a**b",
      "ab a, b",
      [
        ["ab", ""],
        ["a, b", ", "],
      ],
    ],
    ["**: late", "job 1: late", [["job 1: late", "job 1"]]],
    ["late **", "is late for 3s", [["late for 3s", "for 3s"]]],
    ["x{a}-{b}", "x1-2 x3-", [["x1-2", "1", "2"]]],
    [
      "分片*超时",
      "分片甲-1超时，分片乙超时",
      [
        ["分片甲-1超时", "甲-1"],
        ["分片乙超时", "乙"],
      ],
    ],
    ["aa", "aaaa", [["aa"], ["aa"]]],
    ["b", "a", []],
    ["a*b*c", "a1b a2b3c", [["a2b3c", "2", "3"]]],
  ])("finds %j in %j", (pattern, text, matches) => {
    expect(found(pattern, text)).toEqual(matches);
  });

  it("finds what a regular expression of the same meaning finds", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "-", " ", "'"), maxLength: 24 });
    fc.assert(
      fc.property(fc.constantFrom("a*b", "a**b", "b*-", "a-*", "a*b*-", "b**-"), letters, (pattern, text) => {
        const source = pattern.replaceAll("**", "[^]~").replaceAll("*", "[^ ']+?").replaceAll("~", "*?");
        const whole = pattern.endsWith("*") ? source.replace(/\+\?$/, "+") : source;
        expect(found(pattern, text).map(([all]) => all)).toEqual(text.match(new RegExp(whole, "g")) ?? []);
      }),
    );
  });

  it.each(["a*b", "a**b", "*ab", "a*a*a*a*a*a*a*a*b", "{x}a{y}b"])("takes linear time for %s", (text) => {
    const pattern = parsePattern(text);
    if (pattern === null) throw new Error("no pattern");
    const before = process.cpuUsage();
    expect(findMatches(pattern, `${"a".repeat(1 << 20)}c`)).toEqual([]);
    const used = process.cpuUsage(before);
    expect((used.user + used.system) / 1_000).toBeLessThan(5_000);
  });
});
