import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineStart } from "../../../lib/core/row-key.ts";
import { joinLines } from "../../../lib/usecases/revisions/join-lines.ts";

const unordered = () => new Error("not in order");

/** Lines of these tests are a key of one character and a value; what is no key cannot be compared. */
function compare(a: LineStart, b: LineStart): number {
  return (a.bytes[a.at] ?? 0) - (b.bytes[b.at] ?? 0);
}

async function* chunksOf(lines: readonly string[], sizes: readonly number[], log: string[] = []) {
  try {
    for (let from = 0, index = 0; from < lines.length; index += 1) {
      const size = sizes[index % sizes.length] ?? 1;
      yield Buffer.from(
        lines
          .slice(from, from + size)
          .map((line) => `${line}\n`)
          .join(""),
      );
      from += size;
    }
  } finally {
    log.push("closed");
  }
}

async function joined(before: readonly string[], after: readonly string[], sizes: readonly number[] = [3]) {
  const told: string[] = [];
  const sides = { before: chunksOf(before, sizes), after: chunksOf(after, [...sizes].reverse()) };
  for await (const changes of joinLines({ ...sides, compare, unordered })) {
    told.push(...changes.map((change) => `${change.before ?? "-"} ${change.after ?? "-"}`));
  }
  return told;
}

/** By a map of each, in the order of keys. */
function mapDiff(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [before, after].map((lines) => new Map(lines.map((line) => [line.charAt(0), line])));
  const keys = [...new Set([...before, ...after].map((line) => line.charAt(0)))].sort();
  return keys
    .filter((key) => old?.get(key) !== now?.get(key))
    .map((key) => `${old?.get(key) ?? "-"} ${now?.get(key) ?? "-"}`);
}

const lines = fc.uniqueArray(
  fc.record({ key: fc.constantFrom(..."abcdefghijklmnop"), length: fc.constantFrom(0, 0, 0, 1, 5000, 9000) }),
  { selector: ({ key }) => key, maxLength: 16 },
);
const textOf = ({ key, length }: { key: string; length: number }) => `${key}${"v".repeat(length)}`;
const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 });

describe("joinLines()", () => {
  it("tells what only one has, and what differs, in the order of keys", async () => {
    expect(await joined(["a", "b1", "c", "e"], ["b2", "c", "d", "e"])).toEqual(["a -", "b1 b2", "- d"]);
    expect(await joined([], ["a", "b"])).toEqual(["- a", "- b"]);
    expect(await joined(["a", "b"], [])).toEqual(["a -", "b -"]);
    expect(await joined([], [])).toEqual([]);
  });

  it("tells the same as a map of each, however the lines come in chunks and however long they are", async () => {
    const same = fc.asyncProperty(lines, lines, sizes, async (one, other, chunks) => {
      const [before, after] = [one.map(textOf).sort(), other.map(textOf).sort()];
      expect(await joined(before, after, chunks)).toEqual(mapDiff(before, after));
    });
    await fc.assert(same);
  });

  it("refuses streams that are not in order, or tells the same as if they were", async () => {
    let refused = 0;
    const same = fc.asyncProperty(lines, lines, sizes, async (one, other, chunks) => {
      const [before, after] = [one.map(textOf), other.map(textOf)];
      const told = await joined(before, after, chunks).catch((error) => String(error));
      if (typeof told === "string") refused += 1;
      expect([mapDiff(before, after), "Error: not in order"]).toContainEqual(told);
    });
    await fc.assert(same);
    expect(refused).toBeGreaterThan(0);
    await expect(joined(["a", "c", "b"], ["a", "b", "c"])).rejects.toThrow("not in order");
  });

  it("tells nothing of files that are alike, and compares no keys in them", async () => {
    const same = Array.from({ length: 3000 }, (_, index) => `line ${index}`);
    const never = () => {
      throw new Error("compared");
    };
    const sides = { before: chunksOf(same, [700]), after: chunksOf(same, [7, 900]) };
    expect(await joinLines({ ...sides, compare: never, unordered }).next()).toEqual({ done: true, value: undefined });
  });

  it("closes both streams when one fails or the reader leaves", async () => {
    async function* broken() {
      yield Buffer.from("a\n");
      throw new Error("cut off");
    }
    const log: string[] = [];
    const failing = joinLines({ before: chunksOf(["a", "b"], [1], log), after: broken(), compare, unordered });
    await expect(failing.next()).rejects.toThrow("cut off");
    expect(log).toEqual(["closed"]);
    const sides = { before: chunksOf(["a", "b"], [1], log), after: chunksOf(["b", "c"], [1], log) };
    for await (const _ of joinLines({ ...sides, compare, unordered })) break;
    expect(log).toEqual(["closed", "closed", "closed"]);
  });
});
