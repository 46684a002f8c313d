import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import { StoreError } from "../../../lib/core/errors.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";

const never = new AbortController().signal;
const commit = "v1/commits/family=pic/date=2026-11-20/r0001.json";
let top = "";
let root = "";
let outside = "";
let store: ReportStore;

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), "hostile-folder-"));
  root = join(top, "reports");
  outside = join(top, "reports-of-others");
  await mkdir(join(root, "v1"), { recursive: true });
  await mkdir(outside);
  await writeFile(join(outside, "secret"), "not yours");
  store = createDirectoryStore(root);
});

afterEach(() => rm(top, { recursive: true, force: true }));

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

describe("createDirectoryStore() in a folder that somebody prepared", () => {
  it("neither reads nor writes through a link that leads out of it", async () => {
    await symlink(outside, join(root, "v1/findings"));
    expect(await refusal(store.get("v1/findings/secret", never))).toMatch(/^Cannot read .*a link there leads out of/);
    for (const write of [store.put, store.claim]) {
      const message = await refusal(write("v1/findings/deep/new", Buffer.from("x"), never));
      expect(message).toMatch(/^Cannot write .*a link there leads out of/);
    }
    expect(await readdir(outside)).toEqual(["secret"]);
  });

  it("does not read a file that is a link out of it, and replaces the link, not what it names", async () => {
    await symlink(join(outside, "secret"), join(root, "v1/part"));
    await refusal(store.get("v1/part", never));
    await store.put("v1/part", Buffer.from("ours"), never);
    expect(await readFile(join(root, "v1/part"), "utf8")).toBe("ours");
    expect(await readFile(join(outside, "secret"), "utf8")).toBe("not yours");
  });

  it("takes a dangling link for nothing, and links in a circle for what cannot be read", async () => {
    await symlink(join(outside, "nothing"), join(root, "v1/dangling"));
    expect(await store.get("v1/dangling", never)).toBeNull();
    await symlink("circle", join(root, "v1/circle"));
    expect(await refusal(store.get("v1/circle/a", never))).toContain("ELOOP");
  });

  it("may itself be a link, and hold links that stay inside", async () => {
    await symlink(root, join(top, "alias"));
    await mkdir(join(root, "disk"));
    await symlink("../disk", join(root, "v1/findings"));
    const alias = createDirectoryStore(join(top, "alias"));
    await alias.put("v1/findings/a", Buffer.from("x"), never);
    expect(await readFile(join(root, "disk/a"), "utf8")).toBe("x");
    expect(Buffer.from((await store.get("v1/findings/a", never)) ?? "").toString()).toBe("x");
  });

  it("does not wait for a pipe", async () => {
    execFileSync("mkfifo", [join(root, "v1/part")]);
    expect(await refusal(store.get("v1/part", never))).toContain("it is no ordinary file");
    expect(await refusal(store.claim("v1/part", Buffer.from("x"), never))).toContain("it is no ordinary file");
  });

  it.each([
    ["a commit", commit, 1 << 20],
    ["a manifest", "v1/manifests/family=pic/date=2026-11-20/manifest-00.json", 64 << 20],
    ["a part", "v1/findings/part-00000-00.jsonl.gz", 256 << 20],
  ])("reads nothing of %s that is too large", async (_, key, limit) => {
    await store.put(key, Buffer.from("x"), never);
    await truncate(join(root, key), 500_000_000);
    const message = await refusal(store.get(key, never));
    expect(message).toContain(`it has 500000000 bytes, more than the ${limit} that it may have`);
  });
});
