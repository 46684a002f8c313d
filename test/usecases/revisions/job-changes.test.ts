import { describe, expect, it } from "vitest";
import type { JobChange } from "../../../lib/core/diff/job-change.ts";
import { StoreError } from "../../../lib/core/errors.ts";
import { jobChanges } from "../../../lib/usecases/revisions/job-changes.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { type Lines, openJob, revisionOf } from "./revision-fixture.ts";

const signal = new AbortController().signal;

async function changesOf(before: readonly Lines[], after: readonly Lines[]) {
  const store = memoryStore();
  const manifests = { before: await revisionOf(store, before), after: await revisionOf(store, after) };
  store.calls.length = 0;
  const changes: JobChange[] = [];
  for await (const change of jobChanges(store, manifests, signal)) changes.push(change);
  return { changes, read: store.calls.map(({ key }) => key) };
}

const told = ({ changes }: { readonly changes: readonly JobChange[] }) =>
  changes.map(({ dataset, change, before, after }) => `${dataset} ${change} ${(after ?? before)?.jobId}`);

const [j1, j2, j3] = [openJob("j1"), openJob("j2"), openJob("j3")];
const finding = { ...j1, schema: "job-audit/finding/v1" };
const carried = (jobId: string, night: string) => ({ ...openJob(jobId), schema: "job-audit/carried/v1", night });

describe("jobChanges()", () => {
  it("tells each dataset in turn: rows that came, went and changed", async () => {
    const result = await changesOf(
      [{ open: [j1, j2], carried: [carried("j9", "2026-11-18"), carried("j8", "2026-11-19")] }],
      [{ findings: [finding], open: [{ ...j2, state: "Paused" }, j3], carried: [carried("j9", "2026-11-18")] }],
    );
    expect(told(result)).toEqual([
      "findings added j1",
      "open removed j1",
      "open changed j2",
      "open added j3",
      "carried removed j8",
    ]);
    expect(result.changes[2]).toEqual({
      dataset: "open",
      change: "changed",
      columns: ["state"],
      before: j2,
      after: { ...j2, state: "Paused" },
    });
  });

  it("reads no file that both revisions name, and misses nothing beside it", async () => {
    const same = [{ open: [j1] }, { open: [j2] }];
    expect(await changesOf(same, same)).toEqual({ changes: [], read: [] });
    const result = await changesOf(
      [...same, { open: [j3] }],
      [...same, { open: [openJob("j3", { state: "Paused" })] }],
    );
    expect(told(result)).toEqual(["open changed j3"]);
    expect(result.read).toHaveLength(2);
  });

  it("does not mind where parts begin", async () => {
    expect(told(await changesOf([{ open: [j1, j2] }, { open: [j3] }], [{ open: [j1] }, { open: [j2, j3] }]))).toEqual(
      [],
    );
  });

  it.each([
    ["a line that is cut short", [Buffer.from('{"createdAt":"2026-\n')]],
    ["a line of another version", [{ ...j1, schema: "job-audit/open-job/v2" }]],
    ["a line without a key at its start", [Object.fromEntries(Object.entries(j1).reverse())]],
  ])("refuses %s as one of another version", async (_, open) => {
    const reading = changesOf([{ open: [j1] }], [{ open }]);
    await expect(reading).rejects.toThrow(StoreError);
    await expect(reading).rejects.toThrow(/open\/.*: it was written by another version of this program/);
  });

  it("refuses rows that are not in order", async () => {
    const reading = changesOf([{ open: [j1, j2, j3] }], [{ open: [j1, j3, j2] }]);
    await expect(reading).rejects.toThrow(StoreError);
    await expect(reading).rejects.toThrow(/^Cannot trust the report: memory:reports\/v1\/open\/.* is not in order$/);
  });

  it("reads rows of earlier versions, which lack columns or have some that are not known here", async () => {
    const { operation: _, ...older } = j1;
    const { changes } = await changesOf([{ open: [older] }], [{ open: [{ ...j1, later: 1 }] }]);
    expect(changes.map(({ columns }) => columns)).toEqual([["operation", "later"]]);
  });
});
