/** The same observations come to the same bytes, however they were made; runs that race come to one commit. */

import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aCloud, audit, nightJobs } from "./a-night.ts";
import { bytesOf, keysOf } from "./stored.ts";

async function storedBy(change: Partial<AuditRequest>, cloud: FakeCiOptions = {}, jobs = nightJobs) {
  const store = memoryStore();
  const { manifest } = await audit(aCloud(cloud, jobs), store, change);
  expect(manifest.status).toBe("complete");
  return store;
}

/** What depends on the jobs alone; manifest and ledger say how they were read. */
const answers = /^v1\/(findings|groups|open|carried|amendments|recoveries|queues|summaries)\//;

describe("auditNight(), twice", () => {
  it("stores the same bytes with concurrency 1 and 64, and in two runs", async () => {
    const one = bytesOf(await storedBy({ concurrency: 1 }));
    expect(bytesOf(await storedBy({ concurrency: 64 }))).toEqual(one);
    expect(bytesOf(await storedBy({ concurrency: 64 }))).toEqual(one);
  });

  it.each<[string, Partial<AuditRequest>, FakeCiOptions]>([
    ["the windows are cut otherwise", { windowMs: 5 * 3_600_000 }, {}],
    ["the pages are smaller", { pageSize: 7 }, {}],
    ["the bounds count in", {}, { bounds: "inclusive" }],
    ["pages are short or empty", {}, { fill: ({ call }) => call % 40 }],
    ["tokens loop", { pageSize: 20 }, { loops: ({ page }) => page >= 4 }],
    ["tokens expire", { pageSize: 20 }, { expireAfter: 4 }],
    ["the order is broken", {}, { compare: (a, b) => b.createdAt - a.createdAt }],
  ])("gives the same answer when %s", async (_, change, cloud) => {
    expect(bytesOf(await storedBy(change, cloud), answers)).toEqual(bytesOf(await storedBy({}), answers));
  });

  it("gives the same answer whatever order the jobs of a second come in", async () => {
    const reversed = await storedBy({}, {}, [...nightJobs].reverse());
    expect(bytesOf(reversed, answers)).toEqual(bytesOf(await storedBy({}), answers));
  });
});

describe("auditNight(), when runs race or break off", () => {
  it("ends in one commit, which every run tells of", async () => {
    const store = memoryStore();
    const halfSeen = nightJobs.filter((_, index) => index % 2 === 0);
    const results = await Promise.all([
      audit(aCloud(), store),
      audit(aCloud({}, halfSeen), store),
      audit(aCloud({}, []), store),
    ]);
    expect(results.filter(({ already }) => !already)).toHaveLength(1);
    const [first] = results;
    for (const { key, commit, manifest } of results) {
      expect({ key, commit, manifest }).toEqual({ key: first.key, commit: first.commit, manifest: first.manifest });
    }
    expect(keysOf(store, /\/commits\//)).toHaveLength(1);
    expect(first.manifest.files.every(({ key }) => store.objects.has(key))).toBe(true);
  });

  it.each([
    ["findings", /\/findings\//],
    ["summaries", /\/summaries\//],
    ["manifest", /\/manifests\//],
    ["commit", /\/commits\//],
  ])("commits nothing when the %s cannot be written, and all when run again", async (_, part) => {
    let broken = true;
    const full = new StoreError("Cannot store: the store is full");
    const store = memoryStore(({ name, key }) => (broken && name !== "get" && part.test(key) ? full : null));
    await expect(audit(aCloud(), store)).rejects.toBe(full);
    expect(keysOf(store, /\/commits\//)).toEqual([]);
    broken = false;
    expect((await audit(aCloud(), store)).already).toBe(false);
    expect(bytesOf(store)).toEqual(bytesOf(await storedBy({})));
  });

  it("commits nothing when it is stopped", async () => {
    const store = memoryStore();
    const controller = new AbortController();
    const reason = new Error("enough");
    const ci = aCloud({ onPage: ({ call }) => call === 50 && controller.abort(reason) });
    await expect(audit(ci, store, {}, { signal: controller.signal })).rejects.toBe(reason);
    expect(keysOf(store)).toEqual([]);
  });
});
