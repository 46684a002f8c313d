import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../lib/core/schema/finding.ts";
import { type Group, groupSchema } from "../../../lib/core/schema/group.ts";
import { createGroupRuns, mergeGroups } from "../../../lib/usecases/report/group-runs.ts";
import type { SortedRuns } from "../../../lib/usecases/report/merge-runs.ts";
import { createSpool } from "../../../lib/usecases/report/spool.ts";
import { makeFinding } from "../../cli/finding.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";

const signal = new AbortController().signal;

function finding(kind: string, second: number, jobId: string): Finding {
  const createdAt = new Date(Date.UTC(2026, 10, 20, 16, 0, second)).toISOString();
  return makeFinding({ fingerprint: `v1:${kind}`, createdAt, jobId, message: `${kind} ${second} ${jobId}` });
}

/** Groups windows of batches apart, as they are read, and merges them. */
async function groupsOf(
  windows: readonly (readonly (readonly Finding[])[])[],
  { most = 1_000, memoryBytes = Number.POSITIVE_INFINITY, store = memoryStore(), failed = 100 } = {},
): Promise<Group[]> {
  const spool = createSpool(store, "run1", memoryBytes);
  const lists: SortedRuns[] = [];
  for (const batches of windows) {
    const runs = createGroupRuns(spool, signal, { most });
    for (const batch of batches) await runs.add(batch);
    lists.push(...(await runs.finish()));
  }
  const runs = await mergeGroups(lists, { scope: aScope, failed }, spool, signal);
  const texts = await Promise.all(runs.map(async (run) => (await run.read(signal)).toString()));
  const lines = texts.join("").split("\n").slice(0, -1);
  return lines.map((line) => groupSchema.parse(JSON.parse(line)));
}

/** What the groups are by definition. */
function expectedGroups(findings: readonly Finding[]) {
  const key = ({ createdAt, jobId }: Finding) => `${createdAt} ${jobId}`;
  const sorted = [...findings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const kinds = [...new Set(sorted.map(({ fingerprint }) => fingerprint))].sort();
  return kinds.map((fingerprint) => {
    const members = sorted.filter((each) => each.fingerprint === fingerprint);
    const samples = members.slice(0, 3).map(({ jobId }) => jobId);
    return { fingerprint, jobs: members.length, message: members[0]?.message, samples };
  });
}

function essence({ fingerprint, jobs, message, samples }: Group) {
  return { fingerprint, jobs, message, samples };
}

describe("mergeGroups()", () => {
  it("comes to the same groups whatever the windows, batches and bounds", async () => {
    const findings = fc.uniqueArray(
      fc
        .tuple(fc.constantFrom("a", "b", "c", "d", "e", "f"), fc.nat(5), fc.nat(40))
        .map(([kind, second, id]) => finding(kind, second, `j${id}`)),
      { maxLength: 25, selector: ({ createdAt, jobId }) => `${createdAt} ${jobId}` },
    );
    const cuts = fc.record({ window: fc.integer({ min: 1, max: 9 }), batch: fc.integer({ min: 1, max: 4 }) });
    const bounds = fc.record({ most: fc.integer({ min: 1, max: 7 }), memoryBytes: fc.constantFrom(0, 2_000, 1e9) });
    await fc.assert(
      fc.asyncProperty(findings, cuts, bounds, async (found, { window, batch }, limits) => {
        const windows = chunks(found, window).map((part) => chunks(part, batch));
        expect((await groupsOf(windows, limits)).map(essence)).toEqual(expectedGroups(found));
      }),
      { numRuns: 60 },
    );
  });

  it("groups by each version of a finding's fingerprints, in the order of their texts", async () => {
    const both = ["a", "b", "a"].map((kind, index) => ({
      ...finding(kind, index, `j${index}`),
      ...{ fingerprint: `v2:${kind}`, olderFingerprints: ["v1:all", `v2+0a:${index}`] },
    }));
    const groups = await groupsOf([[both]], { most: 2 });
    expect(groups.map(({ fingerprint, jobs }) => `${fingerprint} ${jobs}`)).toEqual([
      ...["v1:all 3", "v2+0a:0 1", "v2+0a:1 1", "v2+0a:2 1", "v2:a 2", "v2:b 1"],
    ]);
  });

  it("leaves out versions that are not written", async () => {
    const spool = createSpool(memoryStore(), "run1", 1e9);
    const runs = createGroupRuns(spool, signal, { isWritten: (fingerprint) => fingerprint.startsWith("v1:") });
    await runs.add([{ ...finding("a", 1, "j1"), fingerprint: "v2:b", olderFingerprints: ["v1:a"] }]);
    const lines = await mergeGroups(await runs.finish(), { scope: aScope, failed: 1 }, spool, signal);
    expect(JSON.parse(String(await lines[0]?.read(signal)))).toMatchObject({ fingerprint: "v1:a", jobs: 1 });
  });

  it("flags a group that holds nearly all failures of the scope in many words", async () => {
    const findings = Array.from({ length: 30 }, (_, index) => finding("a", index, `j${index}`));
    expect(await groupsOf([[findings]])).toMatchObject([{ distinctMessages: 30, overGrouped: false }]);
    expect(await groupsOf([[findings]], { failed: 31 })).toMatchObject([{ distinctMessages: 30, overGrouped: true }]);
  });

  it("merges more lists than it reads at once", async () => {
    const findings = Array.from({ length: 100 }, (_, index) => finding(`${index % 7}`, index % 60, `j${index}`));
    const windows = findings.map((each) => [[each]]);
    expect((await groupsOf(windows)).map(essence)).toEqual(expectedGroups(findings));
  });

  it("holds no more groups at once than it is told to", async () => {
    const store = memoryStore();
    const findings = ["a", "b", "c", "a", "b"].map((kind, index) => finding(kind, index, `j${index}`));
    const runs = createGroupRuns(createSpool(store, "run1", 0), signal, { most: 2 });
    await runs.add(findings);
    expect(store.objects.size).toBe(2);
    expect(await runs.finish()).toHaveLength(3);
  });

  it("has no runs where nothing was found", async () => {
    const runs = createGroupRuns(createSpool(memoryStore(), "run1", 0), signal);
    await runs.add([]);
    expect(await runs.finish()).toEqual([]);
    const none = mergeGroups([], { scope: aScope, failed: 0 }, createSpool(memoryStore(), "run1", 0), signal);
    expect(await none).toEqual([]);
  });
});

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
