import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ListQuery, listPage } from "../../../emulator/cos/list-page.ts";
import type { ListedObject } from "../../../emulator/cos/object-storage.ts";

const record = { size: 0, etag: "", crc64: "0", modifiedAt: 0, appendable: false, headers: {} };

function objectsOf(keys: readonly string[]): readonly ListedObject[] {
  return keys.map((key) => ({ key, record }));
}

function page(keys: readonly string[], query: Partial<ListQuery>) {
  const found = listPage(objectsOf(keys), { prefix: "", marker: "", delimiter: "", maxKeys: 1000, ...query });
  return { ...found, objects: found.objects.map(({ key }) => key) };
}

describe("listPage()", () => {
  const keys = ["a/1", "a/2", "b", "c/1", "d"];

  it("lists everything when it fits, without a next marker", () => {
    expect(page(keys, { maxKeys: 5 })).toEqual({ objects: keys, commonPrefixes: [], nextMarker: null });
  });

  it("ends a page with its last entry as the next marker", () => {
    expect(page(keys, { maxKeys: 2 })).toEqual({ objects: ["a/1", "a/2"], commonPrefixes: [], nextMarker: "a/2" });
    expect(page(keys, { maxKeys: 2, marker: "a/2" }).objects).toEqual(["b", "c/1"]);
  });

  it("begins after a marker that is no key", () => {
    expect(page(keys, { marker: "a/15" }).objects).toEqual(["a/2", "b", "c/1", "d"]);
  });

  it("rolls keys up to the first delimiter after the prefix", () => {
    expect(page(keys, { delimiter: "/" })).toMatchObject({ objects: ["b", "d"], commonPrefixes: ["a/", "c/"] });
    expect(page(["a/1/x", "a/1/y", "a/2"], { prefix: "a/", delimiter: "/" })).toMatchObject({
      objects: ["a/2"],
      commonPrefixes: ["a/1/"],
    });
  });

  it("counts a common prefix once, and goes on behind it", () => {
    const first = page(keys, { delimiter: "/", maxKeys: 1 });
    expect(first).toEqual({ objects: [], commonPrefixes: ["a/"], nextMarker: "a/" });
    const second = page(keys, { delimiter: "/", maxKeys: 2, marker: "a/" });
    expect(second).toEqual({ objects: ["b"], commonPrefixes: ["c/"], nextMarker: "c/" });
  });

  it("says nothing follows when all that follows belongs to the last common prefix", () => {
    expect(page(["a/1", "a/2", "a/3"], { delimiter: "/", maxKeys: 1 }).nextMarker).toBeNull();
  });

  it("shows every entry exactly once over its pages, whatever their size", () => {
    const keyOf = fc.array(fc.constantFrom("a", "b", "/", "//", "é"), { minLength: 1, maxLength: 5 });
    const cases = fc.record({
      keys: fc.uniqueArray(
        keyOf.map((parts) => parts.join("")),
        { maxLength: 12 },
      ),
      delimiter: fc.constantFrom("", "/", "b/"),
      maxKeys: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(cases, ({ keys: unsorted, delimiter, maxKeys }) => {
        const sorted = [...unsorted].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const shown: string[] = [];
        for (let marker: string | null = ""; marker !== null; ) {
          const found = page(sorted, { delimiter, maxKeys, marker });
          shown.push(...found.objects, ...found.commonPrefixes);
          expect(found.objects.length + found.commonPrefixes.length).toBeLessThanOrEqual(maxKeys);
          marker = found.nextMarker;
        }
        expect(shown.sort()).toEqual([...new Set(sorted.map((key) => entryOf(key, delimiter)))].sort());
      }),
    );
  });
});

function entryOf(key: string, delimiter: string): string {
  const [head = "", ...rest] = delimiter === "" ? [key] : key.split(delimiter);
  return rest.length === 0 ? key : head + delimiter;
}
