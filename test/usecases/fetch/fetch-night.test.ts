import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { fetchNight } from "../../../lib/usecases/fetch/fetch-night.ts";
import type { FetchProgress } from "../../../lib/usecases/fetch/load-files.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { night } from "../../fakes/a-manifest.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aStoredNight, putDiff, putFile, putRevision } from "./stored-night.ts";

const signal = new AbortController().signal;
const at = (dataset: string) => `v1/${dataset}/family=pic/date=2026-11-21`;

function fetchAll(from: ReportStore, to: ReportStore, revision: number | null = null) {
  return fetchNight({ from, to, concurrency: 2, onProgress: () => {} }, { name: night, revision }, signal);
}

function written({ calls }: MemoryStore): readonly string[] {
  return calls.filter(({ name }) => name !== "get").map(({ key }) => key);
}

function keyIn({ objects }: MemoryStore, dataset: string): string {
  return [...objects.keys()].find((key) => key.startsWith(at(dataset))) ?? "";
}

describe("fetchNight()", () => {
  it("copies a night and its diff byte for byte under the same keys", async () => {
    const from = await aStoredNight();
    const to = memoryStore();
    const result = await fetchAll(from, to);
    expect(to.objects.size).toBe(8);
    expect([...to.objects].sort()).toEqual(
      [...from.objects].map(([key, bytes]) => [key, Uint8Array.from(bytes)]).sort(),
    );
    const parts = [...from.objects].filter(([key]) => !key.includes("/manifests/") && !key.includes("/commits/"));
    const bytes = parts.reduce((sum, [, part]) => sum + part.length, 0);
    expect(result).toMatchObject({
      night: { key: `${at("commits")}/r0001.json`, commit: { revision: 1 }, manifest: { night: "2026-11-21" } },
      diff: { key: `${at("commits")}/diff-r0001.json`, commit: { revision: 1 }, manifest: { worse: 1 } },
      ...{ files: 4, bytes, loadedFiles: 4, loadedBytes: bytes },
    });
    expect(await readCommittedNight(to, night, signal)).toEqual(await readCommittedNight(from, night, signal));
  });

  it("writes commits after everything else, the night's first one last", async () => {
    const from = await aStoredNight();
    await putRevision(from, { revision: 2, files: [putFile(from, "queues", "the queue again\n")] });
    const to = memoryStore();
    await fetchAll(from, to);
    const keys = written(to);
    expect(keys.slice(-2)).toEqual([`${at("commits")}/r0002.json`, `${at("commits")}/r0001.json`]);
    expect(keys.slice(0, -2).filter((key) => key.includes("/commits/"))).toEqual([]);
  });

  it("is null for a night or a revision that is not committed", async () => {
    const from = await aStoredNight();
    const to = memoryStore();
    expect(await fetchAll(memoryStore(), to)).toBeNull();
    expect(await fetchAll(from, to, 2)).toBeNull();
    expect(written(to)).toEqual([]);
  });

  it("takes an earlier revision with the diff that was made of it", async () => {
    const from = await aStoredNight();
    const second = await putRevision(from, { revision: 2, files: [putFile(from, "queues", "the queue again\n")] });
    putDiff(from, 2, second);
    const first = memoryStore();
    expect(await fetchAll(from, first, 1)).toMatchObject({
      night: { commit: { revision: 1 } },
      diff: { commit: { revision: 1 } },
      files: 4,
    });
    expect(first.objects.has(`${at("commits")}/r0002.json`)).toBe(false);
    const newest = memoryStore();
    expect(await fetchAll(from, newest)).toMatchObject({
      night: { commit: { revision: 2 } },
      diff: { commit: { revision: 2 } },
      files: 3,
    });
    expect(newest.objects.has(`${at("commits")}/diff-r0001.json`)).toBe(true);
  });

  it("takes no diff of another revision", async () => {
    const from = await aStoredNight();
    await putRevision(from, { revision: 2, files: [] });
    expect(await fetchAll(from, memoryStore())).toMatchObject({ night: { commit: { revision: 2 } }, diff: null });
  });

  it("loads only what is not there, and goes on with a folder that has an earlier revision", async () => {
    const from = await aStoredNight();
    const to = memoryStore();
    await fetchAll(from, to);
    from.calls.length = 0;
    expect(await fetchAll(from, to)).toMatchObject({ files: 4, loadedFiles: 0, loadedBytes: 0 });
    expect(from.calls.filter(({ key }) => /queues|ledgers|diffs/.test(key))).toEqual([]);
    await putRevision(from, { revision: 2, files: [putFile(from, "queues", "the queue again\n")] });
    expect(await fetchAll(from, to)).toMatchObject({ files: 1, loadedFiles: 1 });
    expect(await readCommittedNight(to, night, signal)).toMatchObject({ commit: { revision: 2 } });
  });

  it("goes on where it was cut off", async () => {
    const from = await aStoredNight();
    const to = memoryStore(({ name, key }) =>
      name === "claim" && key.endsWith("/r0001.json") ? new Error("off") : null,
    );
    await expect(fetchAll(from, to)).rejects.toThrow("off");
    expect(await readCommittedNight(to, night, signal)).toBeNull();
    const again = memoryStore();
    for (const [key, bytes] of to.objects) again.objects.set(key, bytes);
    expect(await fetchAll(from, again)).toMatchObject({ files: 4, loadedFiles: 0 });
    expect(again.objects.size).toBe(8);
  });

  it.each(["queues", "manifests", "commits"])(
    "refuses other content under a key of %s, before it loads anything",
    async (dataset) => {
      const from = await aStoredNight();
      const to = memoryStore();
      const key = keyIn(from, dataset);
      to.objects.set(key, Buffer.from("mine"));
      const fetching = fetchAll(from, to);
      await expect(fetching).rejects.toThrow(StoreError);
      await expect(fetching).rejects.toThrow(
        `Cannot fetch into memory:reports: ${key} is there with other content, and was not overwritten; remove it, or name another folder`,
      );
      expect(to.objects.get(key)).toEqual(Buffer.from("mine"));
      expect(written(to)).toEqual([]);
    },
  );

  it("refuses other content that appears while it loads", async () => {
    const from = await aStoredNight();
    const to = memoryStore(({ name, key }) => {
      if (name === "put") to.objects.set(`${at("commits")}/r0001.json`, Buffer.from("mine"));
      return name === "claim" && key.includes("nothing") ? new Error() : null;
    });
    await expect(fetchAll(from, to)).rejects.toThrow(`${at("commits")}/r0001.json is there with other content`);
    expect(to.objects.get(`${at("commits")}/r0001.json`)).toEqual(Buffer.from("mine"));
  });

  it("tells how far it is, counting what was there", async () => {
    const from = await aStoredNight();
    const to = memoryStore();
    const key = keyIn(from, "queues");
    to.objects.set(key, from.objects.get(key) ?? Buffer.of());
    const seen: FetchProgress[] = [];
    await fetchNight(
      { from, to, concurrency: 1, onProgress: (progress) => seen.push(progress) },
      { name: night, revision: null },
      signal,
    );
    expect(seen.map(({ files, allFiles }) => [files, allFiles])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
    expect(seen.at(-1)?.bytes).toBe(seen[0]?.allBytes);
  });
});
