import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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
    for (const writing of [store.put("a/b", Buffer.from("x"), never), store.claim("a/b", Buffer.from("x"), never)]) {
      const error = await failureOf(writing);
      expect(error.message).toMatch(/^Cannot write .*file\/a\/b: ENOTDIR/);
      expect(error.cause).toMatchObject({ code: "ENOTDIR" });
    }
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
    const store = createDirectoryStore(join(root, "long"));
    await store.put("short", Buffer.from("x"), never);
    expect((await failureOf(store.get("x".repeat(300), never))).message).toMatch(/^Cannot read .*ENAMETOOLONG/);
  });
});
