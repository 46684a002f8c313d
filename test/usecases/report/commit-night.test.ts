import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;
const commitAt = "v1/commits/family=pic/date=2026-11-21/r0001.json";

describe("commitNight()", () => {
  it("stores the manifest first and then claims the commit", async () => {
    const store = memoryStore();
    const { won, key, commit } = await commitNight(committing(store), aManifest(), signal);
    expect([won, key]).toEqual([true, commitAt]);
    expect(store.calls).toEqual([
      { name: "put", key: commit.manifest },
      { name: "claim", key: commitAt },
    ]);
    const manifest = store.objects.get(commit.manifest) ?? Buffer.of();
    const sha256 = createHash("sha256").update(manifest).digest("hex");
    expect(commit).toEqual({
      schema: "job-audit/commit/v1",
      family: "pic",
      night: "2026-11-21",
      revision: 1,
      status: "complete",
      manifest: `v1/manifests/family=pic/date=2026-11-21/manifest-${sha256}.json`,
      manifestSha256: sha256,
      replaces: null,
      committedAt: "2026-11-21T18:30:00.000Z",
    });
    expect(JSON.parse(Buffer.from(store.objects.get(commitAt) ?? []).toString())).toEqual(commit);
  });

  it("claims nothing when the manifest cannot be stored", async () => {
    const full = new StoreError("Cannot store: the store is full");
    const store = memoryStore(({ name }) => (name === "put" ? full : null));
    await expect(commitNight(committing(store), aManifest(), signal)).rejects.toBe(full);
    expect(store.calls.map(({ name }) => name)).toEqual(["put"]);
  });

  it("gives the loser of a race the winner's commit", async () => {
    const store = memoryStore();
    const first = await commitNight(committing(store), aManifest({ jobs: 1 }), signal);
    const second = await commitNight(committing(store), aManifest({ jobs: 2 }), signal);
    expect(second).toEqual({ won: false, key: commitAt, commit: first.commit });
    expect((await readCommittedNight(store, night, signal))?.manifest.jobs).toBe(1);
  });

  it("wins again with what it won with, so that a lost answer can be retried", async () => {
    const store = memoryStore();
    const first = await commitNight(committing(store), aManifest(), signal);
    expect(await commitNight(committing(store), aManifest(), signal)).toEqual(first);
  });

  it("says when it was committed, by the clock of who won", async () => {
    const store = memoryStore();
    const first = await commitNight(committing(store, Date.UTC(2026, 10, 22, 3, 4, 5, 6)), aManifest(), signal);
    expect(first.commit.committedAt).toBe("2026-11-22T03:04:05.006Z");
    const later = await commitNight(committing(store, Date.UTC(2026, 10, 23)), aManifest(), signal);
    expect(later).toEqual({ won: false, key: commitAt, commit: first.commit });
  });

  it("names what a repair replaces", async () => {
    const { key, commit } = await commitNight(committing(memoryStore()), aManifest({ revision: 2 }), signal);
    expect(key).toBe("v1/commits/family=pic/date=2026-11-21/r0002.json");
    expect(commit.replaces).toBe(commitAt);
  });

  it("refuses a winner that is no commit", async () => {
    const store = memoryStore();
    store.objects.set(commitAt, Buffer.from('{"schema":"job-audit/com'));
    const losing = commitNight(committing(store), aManifest(), signal);
    await expect(losing).rejects.toThrow(StoreError);
    await expect(losing).rejects.toThrow(`memory:reports/${commitAt} is no commit`);
  });
});
