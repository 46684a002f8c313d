import { describe, expect, it } from "vitest";
import { overview } from "../../cli/overview.ts";
import { StoreError } from "../../lib/core/errors.ts";
import { queueRow } from "../../lib/core/rows.ts";
import type { Group } from "../../lib/core/schema/group.ts";
import { toLine } from "../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../lib/usecases/report/report-writer.ts";
import { aManifest } from "../fakes/a-manifest.ts";
import { memoryStore } from "../fakes/memory-store.ts";
import { aQueue, aScope } from "../fakes/samples.ts";

const signal = new AbortController().signal;

function group(queueId: string, fingerprint: string, jobs: number, change: Partial<Group> = {}): Group {
  return {
    ...aScope,
    queueId,
    fingerprint: `v1:${fingerprint}`,
    schema: "job-audit/group/v1",
    verdict: "failed",
    code: "Timeout",
    message: `${fingerprint} in ${queueId}`,
    operation: null,
    jobs,
    distinctMessages: 1,
    overGrouped: false,
    firstCreatedAt: "2026-11-20T16:00:00.000Z",
    lastCreatedAt: "2026-11-20T16:00:00.000Z",
    samples: ["j1"],
    ...change,
  };
}

function queueNamed(queueId: string, name: string | null) {
  const { family, region, bucket } = aScope;
  return queueRow({ family, region, bucket }, aQueue({ queueId, name }));
}

async function reportOf(...groups: readonly Group[]) {
  const store = memoryStore();
  const writer = createReportWriter(store, signal);
  const queues = groups.map(({ queueId }) => queueNamed(queueId, queueId === "q1" ? "thumbnails" : null));
  await writer.lines("queues", ({ sha256 }) => `q/${sha256}.jsonl.gz`, queues.map(toLine));
  await writer.lines("groups", ({ sha256 }) => `g/${sha256}.jsonl.gz`, groups.map(toLine));
  return { store, manifest: aManifest({ files: [...writer.files] }) };
}

const timeout = { verdict: "failed", code: "Timeout" };

describe("overview()", () => {
  it("adds up the groups of all scopes, the largest first, with the words of the first scope and every queue", async () => {
    const { store, manifest } = await reportOf(
      group("q1", "aa", 2),
      group("q1", "bb", 6),
      group("q1", "aa", 2, { tag: "ImageInspect" }),
      group("q2", "aa", 3),
      group("q2", "cc", 5, { verdict: "held", code: "" }),
      group("q3", "dd", 6),
    );
    expect(await overview(store, manifest, signal)).toEqual({
      findings: 24,
      groups: 6,
      kinds: [
        { ...timeout, fingerprint: "v1:aa", sample: "aa in q1", count: 7, queues: ["thumbnails", "q2"] },
        { ...timeout, fingerprint: "v1:bb", sample: "bb in q1", count: 6, queues: ["thumbnails"] },
        { ...timeout, fingerprint: "v1:dd", sample: "dd in q3", count: 6, queues: ["q3"] },
        { verdict: "held", fingerprint: "v1:cc", code: "", sample: "cc in q2", count: 5, queues: ["q2"] },
      ],
    });
  });

  it("counts each finding once where a night writes several versions of fingerprints", async () => {
    const both = [group("q1", "aa", 2), group("q1", "bb", 2, { fingerprint: "v2:bb" })];
    const { store, manifest } = await reportOf(...both);
    const fingerprints = ["v1", "v2"].map((version) => ({ version, since: manifest.night }));
    expect(await overview(store, { ...manifest, fingerprints }, signal)).toMatchObject({
      ...{ findings: 2, groups: 1, kinds: [{ fingerprint: "v2:bb", count: 2 }] },
    });
  });

  it("is empty for a night in which nothing was found", async () => {
    const { store, manifest } = await reportOf();
    expect(await overview(store, manifest, signal)).toEqual({ findings: 0, groups: 0, kinds: [] });
  });

  it("does not believe a file that was changed", async () => {
    const { store, manifest } = await reportOf(group("q1", "aa", 2));
    for (const [key, bytes] of store.objects) store.objects.set(key, Buffer.concat([bytes, Buffer.of(0)]));
    await expect(overview(store, manifest, signal)).rejects.toThrow(StoreError);
  });
});
