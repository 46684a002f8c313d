import { describe, expect, it } from "vitest";
import type { StoredObject } from "../../../emulator/cos/object-storage.ts";
import { storageKinds } from "./cos-client.ts";

const bucket = "plain-1250000000";

function objectOf(text: string): StoredObject {
  const headers = { "content-type": "text/plain", "x-cos-meta-name": "值" };
  const record = { size: text.length, etag: `"${text}"`, crc64: "7", modifiedAt: 5, appendable: false, headers };
  return { record, bytes: Buffer.from(text) };
}

describe.each(storageKinds)("ObjectStorage in $kind", ({ withStorage }) => {
  it("gives back what was written, bytes and record", () =>
    withStorage(async (storage) => {
      await storage.write(bucket, "a/b.txt", objectOf("one"));
      expect(await storage.read(bucket, "a/b.txt")).toEqual(objectOf("one"));
      expect(await storage.head(bucket, "a/b.txt")).toEqual(objectOf("one").record);
    }));

  it("knows nothing of other keys and other buckets", () =>
    withStorage(async (storage) => {
      await storage.write(bucket, "a/b", objectOf("one"));
      expect(await storage.read(bucket, "a")).toBeNull();
      expect(await storage.head(bucket, "a/b/c")).toBeNull();
      expect(await storage.read("other-1250000000", "a/b")).toBeNull();
      expect(await storage.list("other-1250000000", "")).toEqual([]);
    }));

  it("keeps the last content written", () =>
    withStorage(async (storage) => {
      await storage.write(bucket, "a", objectOf("one"));
      await storage.write(bucket, "a", objectOf("three"));
      expect(await storage.read(bucket, "a")).toEqual(objectOf("three"));
      expect(await storage.list(bucket, "")).toEqual([{ key: "a", record: objectOf("three").record }]);
    }));

  it("removes an object and its neighbours not, and nothing at all without complaint", () =>
    withStorage(async (storage) => {
      await storage.write(bucket, "a/b", objectOf("one"));
      await storage.write(bucket, "a/c", objectOf("two"));
      await storage.remove(bucket, "a/b");
      await storage.remove(bucket, "a/b");
      await storage.remove(bucket, "never");
      expect(await storage.read(bucket, "a/b")).toBeNull();
      expect(await storage.read(bucket, "a/c")).toEqual(objectOf("two"));
    }));

  it("lists by prefix, in the order of UTF-8 bytes", () =>
    withStorage(async (storage) => {
      // U+FF5E stands before U+1F600 in UTF-8 and after it in UTF-16.
      const keys = ["p/😀", "p/～", "p/a", "p/B", "q", "p/a/b", "p/a-b"];
      for (const key of keys) await storage.write(bucket, key, objectOf("x"));
      const listed = await storage.list(bucket, "p/");
      expect(listed.map(({ key }) => key)).toEqual(["p/B", "p/a", "p/a-b", "p/a/b", "p/～", "p/😀"]);
    }));

  it.each([
    "../escape",
    "a/../../escape",
    ".",
    "/",
    "//etc/passwd",
    "a//b",
    "folder/",
    "nul\u0000byte",
    "back\\slash",
    "C:/x",
    `${"long".repeat(200)}/x`,
    "中文/报告.jsonl",
    "__proto__",
    "%2e%2e/x",
    ".records/x.json",
  ])("stores any key as what it is: %j", (key) =>
    withStorage(async (storage) => {
      await storage.write(bucket, key, objectOf("one"));
      await storage.write(bucket, key, objectOf("two"));
      expect(await storage.read(bucket, key)).toEqual(objectOf("two"));
      expect((await storage.list(bucket, "")).map((object) => object.key)).toEqual([key]);
      await storage.remove(bucket, key);
      expect(await storage.list(bucket, "")).toEqual([]);
    }),
  );

  it.each([
    ["a", "a/b"],
    ["a/b", "a"],
    ["a", "a/"],
  ])("keeps %s beside %s, written at once", (first, second) =>
    withStorage(async (storage) => {
      await Promise.all([
        storage.write(bucket, first, objectOf("one")),
        storage.write(bucket, second, objectOf("two")),
      ]);
      expect(await storage.read(bucket, first)).toEqual(objectOf("one"));
      expect(await storage.read(bucket, second)).toEqual(objectOf("two"));
      await storage.remove(bucket, first);
      expect(await storage.read(bucket, second)).toEqual(objectOf("two"));
    }),
  );
});
