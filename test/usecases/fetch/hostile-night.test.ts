/** Nights that were tampered with: nothing of them gets a name, and a night that is not whole is not committed. */

import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { fetchNight } from "../../../lib/usecases/fetch/fetch-night.ts";
import { assertNightKey } from "../../../lib/usecases/fetch/night-key.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aStoredNight, putFile, putRevision } from "./stored-night.ts";

const signal = new AbortController().signal;
const commitAt = "v1/commits/family=pic/date=2026-11-21/r0001.json";

function fetchAll(from: MemoryStore, to: MemoryStore) {
  return fetchNight({ from, to, concurrency: 2, onProgress: () => {} }, { name: night, revision: null }, signal);
}

function edit(store: MemoryStore, part: string, change: (text: string) => string): string {
  const key = [...store.objects.keys()].find((each) => each.includes(part)) ?? "";
  store.objects.set(key, Buffer.from(change(Buffer.from(store.objects.get(key) ?? []).toString("latin1")), "latin1"));
  return key;
}

describe("fetchNight()", () => {
  it("names a file that was changed, keeps the others, and commits nothing", async () => {
    const from = await aStoredNight();
    const key = edit(from, "/ledgers/", (text) => `${text}!`);
    const to = memoryStore();
    const fetching = fetchAll(from, to);
    await expect(fetching).rejects.toThrow(StoreError);
    await expect(fetching).rejects.toThrow(`memory:reports/${key} was changed since it was committed`);
    expect([...to.objects.keys()].filter((each) => each.includes("/queues/"))).toHaveLength(1);
    expect(to.objects.has(key)).toBe(false);
    expect(to.objects.has(commitAt)).toBe(false);
  });

  it("names a file that is missing", async () => {
    const from = await aStoredNight();
    const key = [...from.objects.keys()].find((each) => each.includes("/diffs/")) ?? "";
    from.objects.delete(key);
    await expect(fetchAll(from, memoryStore())).rejects.toThrow(`memory:reports/${key} is missing`);
  });

  it("refuses a file of another size than the manifest says", async () => {
    const from = memoryStore();
    const file = putFile(from, "queues", "a queue\n");
    await putRevision(from, { files: [{ ...file, bytes: 7 }] });
    const to = memoryStore();
    await expect(fetchAll(from, to)).rejects.toThrow(`${file.key} has ${file.bytes} bytes, and its manifest says 7`);
    expect(to.objects.size).toBe(0);
  });

  it.each([
    "../../etc/passwd",
    "v1/queues/family=pic/date=2026-11-21/../../../../secret",
    "v1/queues/family=pic/date=2026-11-21/./part",
    "v1/queues/family=pic/date=2026-11-20/part-00000.jsonl.gz",
    "v1/commits/family=pic/date=2026-11-21/r0009.json",
    "/v1/queues/family=pic/date=2026-11-21/part",
  ])("refuses a manifest that names %s, before anything is asked for or written", async (key) => {
    const from = memoryStore();
    const file = putFile(from, "queues", "a queue\n");
    await putRevision(from, { files: [{ ...file, key }] });
    from.calls.length = 0;
    const to = memoryStore();
    await expect(fetchAll(from, to)).rejects.toThrow(
      `Cannot trust the manifest of 2026-11-21: it names ${JSON.stringify(key)} as one of its queues`,
    );
    expect(to.calls).toEqual([]);
    expect(from.calls.map((call) => call.key)).not.toContain(key);
  });

  it.each<[string, string, RegExp, (text: string) => string]>([
    ["a commit that is none", "/commits/", /r0001\.json: it is not a commit/, (text) => text.slice(0, 40)],
    [
      "a commit of another night",
      "/r0001",
      /another night or revision/,
      (text) => text.replace('"2026-11-21"', '"2026-11-20"'),
    ],
    [
      "a commit that leads elsewhere",
      "/r0001",
      /another night or revision/,
      (text) => text.replace("v1/manifests", "v1/../manifests"),
    ],
    [
      "a diff's commit of another revision",
      "/diff-r0001",
      /another night or revision/,
      (text) => text.replace('"revision": 1', '"revision": 2'),
    ],
    [
      "a manifest that was changed",
      "/manifest-",
      /does not have the hash of its commit/,
      (text) => text.replace("complete", "incomplete"),
    ],
  ])("refuses %s", async (_, part, message, change) => {
    const from = await aStoredNight();
    edit(from, part, change);
    const to = memoryStore();
    const fetching = fetchAll(from, to);
    await expect(fetching).rejects.toThrow(StoreError);
    await expect(fetching).rejects.toThrow(message);
    expect(to.objects.size).toBe(0);
  });

  it("refuses a night without its manifest, and a manifest of another version", async () => {
    const from = await aStoredNight();
    from.objects.delete([...from.objects.keys()].find((key) => key.includes("/manifest-")) ?? "");
    await expect(fetchAll(from, memoryStore())).rejects.toThrow(
      /Cannot read the manifest of 2026-11-21: .* is missing/,
    );
    const other = memoryStore();
    await putRevision(other, Object.assign(aManifest(), { schema: "job-audit/manifest/v2" }));
    await expect(fetchAll(other, memoryStore())).rejects.toThrow(/is of another version or night/);
  });
});

describe("assertNightKey()", () => {
  it.each([
    ["findings", "findings/family=pic/date=2026-11-21/region=r/bucket=b-1/queue=p1/tag=T/part-00000-0a.jsonl.gz"],
    ["diff", "diffs/family=pic/date=2026-11-21/diff-0a.json"],
    ["regressions", "diffs/family=pic/date=2026-11-21/regressions-00000-0a.jsonl.gz"],
  ])("lets a key of %s pass", (dataset, key) => {
    expect(() => assertNightKey(`v1/${key}`, dataset, night)).not.toThrow();
  });

  it.each(["a=b=c/part", "=/part", "part=", "a b", "a\\..\\b", ""])("refuses %j below the night's folder", (rest) => {
    const key = `v1/queues/family=pic/date=2026-11-21/${rest}`;
    expect(() => assertNightKey(key, "queues", night)).toThrow(StoreError);
  });
});
