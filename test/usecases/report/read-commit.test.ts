import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { parseCommit, readCommittedNight, readPreviousNight } from "../../../lib/usecases/report/read-commit.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;
const commitAt = (revision: number) => `v1/commits/family=pic/date=2026-11-21/r000${revision}.json`;

async function committed(): Promise<{ store: MemoryStore; manifestAt: string }> {
  const store = memoryStore();
  const { commit } = await commitNight(committing(store), aManifest({ jobs: 7 }), signal);
  store.calls.length = 0;
  return { store, manifestAt: commit.manifest };
}

describe("readCommittedNight()", () => {
  it("is null for a night that nobody committed, after one question", async () => {
    const store = memoryStore();
    expect(await readCommittedNight(store, night, signal)).toBeNull();
    expect(store.calls).toEqual([{ name: "get", key: commitAt(1) }]);
  });

  it("asks for revisions in turn until one is missing, and reads the newest", async () => {
    const { store } = await committed();
    await commitNight(committing(store), aManifest({ revision: 2, jobs: 8 }), signal);
    store.calls.length = 0;
    const found = await readCommittedNight(store, night, signal);
    expect(found).toMatchObject({ key: commitAt(2), commit: { revision: 2 }, manifest: { jobs: 8 } });
    expect(store.calls.map(({ key }) => key)).toEqual([commitAt(1), commitAt(2), commitAt(3), found?.commit.manifest]);
  });

  it("gives back what was committed", async () => {
    const { store } = await committed();
    expect((await readCommittedNight(store, night, signal))?.manifest).toEqual(aManifest({ jobs: 7 }));
  });

  it.each<[string, RegExp, (store: MemoryStore, manifestAt: string) => void]>([
    ["a commit that was cut short", /r0001\.json: it is not a commit/, (store) => cutShort(store, commitAt(1))],
    [
      "a commit of another night",
      /is the commit of another night or revision/,
      (store) => rewrite(store, commitAt(1), '"2026-11-21"', '"2026-11-20"'),
    ],
    [
      "a commit of another revision",
      /is the commit of another night or revision/,
      (store) => rewrite(store, commitAt(1), '"revision": 1', '"revision": 2'),
    ],
    ["an empty commit", /it is not a commit/, (store) => store.objects.set(commitAt(1), Buffer.of())],
    ["a missing manifest", /manifest-[0-9a-f]{64}\.json is missing/, (store, at) => store.objects.delete(at)],
    ["a manifest that was changed", /does not have the hash of its commit/, (store, at) => change(store, at)],
    ["a manifest that was cut short", /does not have the hash of its commit/, (store, at) => cutShort(store, at)],
  ])("refuses %s", async (_, message, damage) => {
    const { store, manifestAt } = await committed();
    damage(store, manifestAt);
    const reading = readCommittedNight(store, night, signal);
    await expect(reading).rejects.toThrow(StoreError);
    await expect(reading).rejects.toThrow(message);
  });

  it("refuses a manifest of another version", async () => {
    const store = memoryStore();
    await commitNight(committing(store), Object.assign(aManifest(), { schema: "job-audit/manifest/v2" }), signal);
    await expect(readCommittedNight(store, night, signal)).rejects.toThrow(/is of another version/);
  });
});

function rewrite(store: MemoryStore, key: string, from: string, to: string): void {
  const text = Buffer.from(store.objects.get(key) ?? []).toString();
  store.objects.set(key, Buffer.from(text.replaceAll(from, to)));
}

function change(store: MemoryStore, key: string): void {
  const text = Buffer.from(store.objects.get(key) ?? []).toString();
  store.objects.set(key, Buffer.from(text.replace('"jobs": 7', '"jobs": 6')));
}

function cutShort(store: MemoryStore, key: string): void {
  store.objects.set(key, (store.objects.get(key) ?? Buffer.of()).slice(0, 40));
}

describe("readPreviousNight()", () => {
  const after = (date: string) => ({ family: "pic", date }) as const;

  it("finds the newest committed night before, as far back as it is told", async () => {
    const { store } = await committed();
    await commitNight(committing(store), aManifest({ night: "2026-11-19", jobs: 3 }), signal);
    const jobsBefore = async (date: string, days: number) =>
      (await readPreviousNight(store, after(date), days, signal))?.manifest.jobs;
    expect(await jobsBefore("2026-11-22", 7)).toBe(7);
    expect(await jobsBefore("2026-11-28", 7)).toBe(7);
    expect(await jobsBefore("2026-11-29", 7)).toBeUndefined();
    expect(await jobsBefore("2026-11-21", 7)).toBe(3);
    expect(await jobsBefore("2026-11-22", 0)).toBeUndefined();
  });
});

describe("parseCommit()", () => {
  it("takes no bytes but a commit's", () => {
    for (const text of ["", "{}", "null", "[]", "{", '{"schema":"job-audit/commit/v1"}']) {
      expect(parseCommit(Buffer.from(text))).toBeNull();
    }
  });
});
