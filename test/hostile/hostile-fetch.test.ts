import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import type { FileEntry } from "../../lib/core/schema/manifest.ts";
import { fetchNight } from "../../lib/usecases/fetch/fetch-night.ts";
import { night } from "../fakes/a-manifest.ts";
import { memoryStore } from "../fakes/memory-store.ts";
import { aStoredNight, putFile, putRevision } from "../usecases/fetch/stored-night.ts";

const signal = new AbortController().signal;

async function target() {
  const top = await mkdtemp(join(tmpdir(), "hostile-fetch-"));
  onTestFinished(() => rm(top, { recursive: true, force: true }));
  const outside = join(top, "outside");
  await mkdir(outside);
  const folder = join(top, "reports");
  const to = createDirectoryStore(folder);
  return { top, outside, folder, to };
}

type To = Awaited<ReturnType<typeof target>>["to"];
type From = Parameters<typeof fetchNight>[0]["from"];

function fetchInto(to: To, from: From) {
  return fetchNight({ from, to, concurrency: 2, onProgress: () => undefined }, { name: night, revision: null }, signal);
}

describe("fetchNight() into a folder, of a night that somebody made", () => {
  it.each([
    "../../etc/x",
    "/etc/x",
    "v1/queues/family=pic/date=2026-11-20/../../../../../x",
    "v1/queues/family=pic/date=2026-11-20/..\\..\\x",
    "v1/queues/family=pic/date=2026-11-20/C:\\x",
    "v1/queues/family=pic/date=2026-11-20/a\u0000b",
    "v1/queues/family=pic/date=2026-11-20/a\nb",
    "v1/queues/family=pic/date=2026-11-20/\u202Egz",
    "file:///etc/x",
    `v1/queues/family=pic/date=2026-11-20/${"x".repeat(10_000)}`,
  ])("writes nothing at all for a manifest that names %.60j", async (name) => {
    const from = memoryStore();
    const file = putFile(from, "queues", "a queue\n");
    const key = name.replace("2026-11-20", night.date);
    from.objects.set(key, from.objects.get(file.key) ?? Buffer.alloc(0));
    await putRevision(from, { files: [{ ...file, key }] });
    const { top, to } = await target();
    const error: unknown = await fetchInto(to, from).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "STORE" });
    expect((error as Error).message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect((error as Error).message.length).toBeLessThan(600);
    expect(await readdir(top)).toEqual(["outside"]);
  });

  it.each(["v1", "v1/queues", `v1/queues/family=pic/date=${night.date}`])(
    "writes nothing through a link that lies at %s of the folder",
    async (at) => {
      const { folder, outside, to } = await target();
      await mkdir(join(folder, at, ".."), { recursive: true });
      await symlink(outside, join(folder, at));
      await expect(fetchInto(to, await aStoredNight())).rejects.toMatchObject({
        code: "STORE",
        message: expect.stringContaining("a link there leads out of"),
      });
      expect(await readdir(outside, { recursive: true })).toEqual([]);
    },
  );

  it("takes a file of another size than its manifest says for what it is, whatever it unpacks to", async () => {
    const from = memoryStore();
    const file: FileEntry = putFile(from, "queues", "x".repeat(1 << 20));
    await putRevision(from, { files: [{ ...file, bytes: 10 }] });
    const { top, to } = await target();
    await expect(fetchInto(to, from)).rejects.toMatchObject({ code: "STORE" });
    expect(await readdir(top)).toEqual(["outside"]);
  });
});
