import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFolderStorage } from "../../../emulator/cos/folder-storage.ts";
import { withFolder } from "./cos-client.ts";

const bucket = "plain-1250000000";
const record = { size: 3, etag: '"x"', crc64: "7", modifiedAt: 5, appendable: true, headers: { "x-cos-meta-a": "b" } };
const object = { record, bytes: Buffer.from("one") };

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("createFolderStorage()", () => {
  it("keeps an object as a plain file under its key, with nothing beside it", () =>
    withFolder(async (folder) => {
      await createFolderStorage(folder).write(bucket, "audits/v1/date=2026-11-21/part.gz", object);
      const file = join(folder, bucket, "audits/v1/date=2026-11-21/part.gz");
      expect(await filesBelow(join(folder, bucket))).toEqual([file]);
      expect(await readFile(file, "utf8")).toBe("one");
    }));

  it("survives a restart", () =>
    withFolder(async (folder) => {
      await createFolderStorage(folder).write(bucket, "a/b", object);
      await createFolderStorage(folder).write(bucket, "../odd", object);
      const later = createFolderStorage(folder);
      expect((await later.list(bucket, "")).map(({ key }) => key)).toEqual(["../odd", "a/b"]);
      expect(await later.read(bucket, "a/b")).toEqual(object);
      expect(await later.read(bucket, "../odd")).toEqual(object);
    }));

  it("forgets a removed object over a restart too, with the folders that are empty now", () =>
    withFolder(async (folder) => {
      const storage = createFolderStorage(folder);
      await storage.write(bucket, "a/b/c", object);
      await storage.write(bucket, "a/d", object);
      await storage.remove(bucket, "a/b/c");
      expect(await readdir(join(folder, bucket, "a"))).toEqual(["d"]);
      expect(await createFolderStorage(folder).read(bucket, "a/b/c")).toBeNull();
    }));

  it("writes nothing outside its folder, whatever the key", () =>
    withFolder(async (outer) => {
      const storage = createFolderStorage(join(outer, "inner"));
      for (const key of ["../x", "a/../../../x", "..", "../../x", "..\\x", "/../x"]) {
        await storage.write(bucket, key, object);
      }
      expect(await readdir(outer)).toEqual(["inner"]);
      expect(await readdir(join(outer, "inner"))).not.toContain(bucket);
    }));

  it("leaves no temporary file behind", () =>
    withFolder(async (folder) => {
      const storage = createFolderStorage(folder);
      await Promise.all(["a", "b", "../c"].map((key) => storage.write(bucket, key, object)));
      expect(await readdir(join(folder, ".temporary"))).toEqual([]);
    }));

  it("does not write over a file that it does not know", () =>
    withFolder(async (folder) => {
      const stranger = join(folder, bucket, "notes/a.txt");
      await mkdir(dirname(stranger), { recursive: true });
      await writeFile(stranger, "somebody's");
      const storage = createFolderStorage(folder);
      expect(await storage.head(bucket, "notes/a.txt")).toBeNull();
      await storage.write(bucket, "notes/a.txt", object);
      expect(await readFile(stranger, "utf8")).toBe("somebody's");
      expect(await storage.read(bucket, "notes/a.txt")).toEqual(object);
    }));

  it.each(["../up", ".records", "A", "", "a/b"])("refuses the bucket name %j", (name) =>
    withFolder(async (folder) => {
      const storage = createFolderStorage(folder);
      await expect(storage.write(name, "a", object)).rejects.toThrow(`Cannot keep bucket ${JSON.stringify(name)}`);
      expect(await readdir(folder)).toEqual([]);
    }),
  );
});
