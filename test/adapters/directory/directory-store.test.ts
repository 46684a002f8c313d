import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import { StoreError } from "../../../lib/core/errors.ts";
import { reportStoreContract } from "../../contract/report-store.ts";

const never = new AbortController().signal;
let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "directory-store-"));
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

reportStoreContract("a folder", async () => createDirectoryStore(join(root, "contract")));

async function failureOf(promise: Promise<unknown>): Promise<StoreError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StoreError);
  return error as StoreError;
}

describe("createDirectoryStore()", () => {
  it("tells its folder as a whole path", () => {
    expect(createDirectoryStore("reports").location).toBe(resolve("reports"));
  });

  it("keeps each key as a file of that name, and nothing else", async () => {
    const folder = join(root, "plain");
    const store = createDirectoryStore(folder);
    await store.put("v1/a.json", Buffer.from("{}"), never);
    await store.claim("v1/b.json", Buffer.from("[]"), never);
    await store.claim("v1/b.json", Buffer.from("lost"), never);
    expect(await readdir(join(folder, "v1"))).toEqual(["a.json", "b.json"]);
    expect(await readFile(join(folder, "v1/b.json"), "utf8")).toBe("[]");
  });

  it("replaces a file that is there when it is put again", async () => {
    const store = createDirectoryStore(join(root, "again"));
    await store.put("a", Buffer.from("longer before"), never);
    await store.put("a", Buffer.from("after"), never);
    expect(Buffer.from((await store.get("a", never)) ?? "").toString()).toBe("after");
  });

  it("says what could not be written, and why", async () => {
    const file = join(root, "file");
    await writeFile(file, "");
    const store = createDirectoryStore(file);
    for (const write of [store.put, store.claim]) {
      const error = await failureOf(write("a/b", Buffer.from("x"), never));
      expect(error.message).toMatch(/^Cannot write .*file\/a\/b: ENOTDIR/);
      expect(error.cause).toMatchObject({ code: "ENOTDIR" });
    }
  });

  it("says so when its folder is a file or lies below one, also to those who read", async () => {
    const file = join(root, "no-folder");
    await writeFile(file, "");
    expect((await failureOf(createDirectoryStore(file).get("a/b", never))).message).toBe(
      `Cannot keep reports in ${file}: it is no folder. Name another one for reports.`,
    );
    const below = await failureOf(createDirectoryStore(join(file, "below")).get("a", never));
    expect(below.message).toMatch(/^Cannot keep reports in .*no-folder\/below: ENOTDIR/);
  });

  it("finds nothing in a folder that is not there yet, nor below a file of its own", async () => {
    expect(await createDirectoryStore(join(root, "not", "yet")).get("a/b", never)).toBeNull();
    const store = createDirectoryStore(join(root, "own"));
    await store.put("a", Buffer.from("x"), never);
    expect(await store.get("a/b", never)).toBeNull();
  });

  it("flushes the names that a write made, after they are there", async () => {
    const folder = join(root, "flushed");
    const synced: string[] = [];
    const store = createDirectoryStore(folder, async (each) => {
      synced.push(`${relative(root, each)}: ${(await readdir(each)).filter((name) => !name.includes("~"))}`);
    });
    await store.put("v1/x/a", Buffer.from("x"), never);
    await store.claim("v1/x/b", Buffer.from("x"), never);
    expect(synced[0]).toBe("flushed/v1/x: a");
    expect(synced.slice(1, 3)).toEqual(["flushed/v1: x", "flushed: v1"]);
    expect(synced[3]).toMatch(/^: .*flushed/);
    expect(synced.slice(4)).toEqual(["flushed/v1/x: a,b"]);
  });

  it("says that a name could not be flushed", async () => {
    const store = createDirectoryStore(join(root, "unflushed"), () => Promise.reject(new Error("EIO: i/o error")));
    expect((await failureOf(store.put("a", Buffer.from("x"), never))).message).toMatch(/^Cannot write .*EIO/);
  });

  it("leaves nothing half-written behind when a name is taken by a folder", async () => {
    const folder = join(root, "taken");
    const store = createDirectoryStore(folder);
    await store.put("a/b", Buffer.from("x"), never);
    await failureOf(store.put("a", Buffer.from("x"), never));
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it("says what was claimed and cannot be read", async () => {
    const store = createDirectoryStore(join(root, "unreadable"));
    await store.put("a/b", Buffer.from("x"), never);
    expect((await failureOf(store.claim("a", Buffer.from("x"), never))).message).toMatch(
      /^Cannot read what was claimed as .*unreadable\/a: EISDIR/,
    );
  });

  it("says what cannot be read instead of taking it for absent", async () => {
    const store = createDirectoryStore(join(root, "x".repeat(300)));
    expect((await failureOf(store.get("a", never))).message).toMatch(/^Cannot read .*ENAMETOOLONG/);
  });
});
