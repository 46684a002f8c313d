import { describe, expect, it } from "vitest";
import { overview } from "../../cli/overview.ts";
import { StoreError } from "../../lib/core/errors.ts";
import type { Group } from "../../lib/core/schema/group.ts";
import { toLine } from "../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../lib/usecases/report/report-writer.ts";
import { aManifest } from "../fakes/a-manifest.ts";
import { memoryStore } from "../fakes/memory-store.ts";
import { aScope } from "../fakes/samples.ts";

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
    firstCreatedAt: "2026-11-20T16:00:00.000Z",
    lastCreatedAt: "2026-11-20T16:00:00.000Z",
    samples: ["j1"],
    ...change,
  };
}

async function reportOf(...groups: readonly Group[]) {
  const store = memoryStore();
  const writer = createReportWriter(store, signal);
  await writer.lines("groups", ({ sha256 }) => `g/${sha256}.jsonl.gz`, groups.map(toLine));
  return { store, manifest: aManifest({ files: [...writer.files] }) };
}

describe("overview()", () => {
  it("adds up the groups of all scopes, the largest first, with the words of the first scope", async () => {
    const { store, manifest } = await reportOf(
      group("q1", "aa", 2),
      group("q1", "bb", 6),
      group("q2", "aa", 3),
      group("q2", "cc", 5, { verdict: "held", code: "" }),
      group("q3", "dd", 6),
    );
    expect(await overview(store, manifest, signal)).toEqual({
      findings: 22,
      groups: [
        { verdict: "failed", fingerprint: "v1:bb", code: "Timeout", sample: "bb in q1", count: 6 },
        { verdict: "failed", fingerprint: "v1:dd", code: "Timeout", sample: "dd in q3", count: 6 },
        { verdict: "failed", fingerprint: "v1:aa", code: "Timeout", sample: "aa in q1", count: 5 },
        { verdict: "held", fingerprint: "v1:cc", code: "", sample: "cc in q2", count: 5 },
      ],
    });
  });

  it("is empty for a night in which nothing was found", async () => {
    const { store, manifest } = await reportOf();
    expect(await overview(store, manifest, signal)).toEqual({ findings: 0, groups: [] });
  });

  it("does not believe a file that was changed", async () => {
    const { store, manifest } = await reportOf(group("q1", "aa", 2));
    for (const [key, bytes] of store.objects) store.objects.set(key, Buffer.concat([bytes, Buffer.of(0)]));
    await expect(overview(store, manifest, signal)).rejects.toThrow(StoreError);
  });
});
