import { describe, expect, it } from "vitest";
import { isListedWhole, queueChangesOf } from "../../../lib/core/diff/queue-changes.ts";
import { queueRow } from "../../../lib/core/rows.ts";
import type { QueueRow } from "../../../lib/core/schema/queue.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { aQueue, aScope } from "../../fakes/samples.ts";

type Callback = Partial<QueueRow["callback"]>;

function row(change: Partial<QueueRow> = {}, callback: Callback = {}): QueueRow {
  const plain = queueRow(aScope, aQueue({ queueId: "p1" }));
  return { ...plain, ...change, callback: { ...plain.callback, ...callback } };
}

function changes(before: QueueRow | null, after: QueueRow | null) {
  return queueChangesOf({ before, after }, "2026-11-20").map(({ change, worse, before, after }) => [
    change,
    worse,
    before,
    after,
  ]);
}

const on = { state: "On", url: "https://hooks.example/ci", event: "TaskFinish", type: "Url" };

describe("queueChangesOf()", () => {
  it("says nothing of a queue that is as it was", () => {
    expect(changes(row(), row())).toEqual([]);
    expect(changes(row({}, on), row({ updatedAt: "2026-11-21T00:00:00.000Z", name: "renamed" }, on))).toEqual([]);
  });

  it("names the queue and the night before", () => {
    expect(queueChangesOf({ before: row(), after: row({ state: "Paused" }) }, "2026-11-20")).toEqual([
      {
        schema: "job-audit/regression/v1",
        kind: "queue",
        family: "pic",
        region: aScope.region,
        bucket: aScope.bucket,
        queueId: "p1",
        name: "queue-1",
        worse: true,
        baseline: "2026-11-20",
        change: "paused",
        before: "Active",
        after: "Paused",
      },
    ]);
  });

  it("tells a pause from what is none", () => {
    expect(changes(row({ state: "Paused" }), row())).toEqual([["resumed", false, "Paused", "Active"]]);
    expect(changes(row({ state: "Active" }), row({ state: "Strange" }))).toEqual([]);
    expect(changes(row({ state: "Paused" }), row({ state: "Paused" }))).toEqual([]);
  });

  it("tells a queue that is gone, and one that is new", () => {
    expect(changes(row(), null)).toEqual([["gone", true, "Active", null]]);
    expect(changes(null, row({ state: "Paused" }))).toEqual([["new", false, null, "Paused"]]);
    expect(changes(null, null)).toEqual([]);
  });

  it("tells a switched callback once, whatever else of it changed", () => {
    const text = "On, https://hooks.example/ci, event TaskFinish, type Url";
    expect(changes(row({}, on), row())).toEqual([["callback-off", true, text, "Off, no URL"]]);
    expect(changes(row(), row({}, on))).toEqual([["callback-on", false, "Off, no URL", text]]);
  });

  it.each<[string, Callback]>([
    ["url", { url: "https://hooks.example/other" }],
    ["event", { event: "WorkflowFinish" }],
    ["type", { type: "TDMQ" }],
    ["format", { resultFormat: "JSON" }],
    ["queue mode", { mqMode: "Queue" }],
    ["queue region", { mqRegion: "ap-chongqing" }],
    ["queue name", { mqName: "results" }],
    ["state that the service does not tell", { state: null }],
  ])("tells a callback with another %s", (_, change) => {
    expect(changes(row({}, on), row({}, { ...on, ...change })).map(([name, worse]) => [name, worse])).toEqual([
      ["callback-changed", false],
    ]);
  });

  it("says what the service does not tell", () => {
    const bare = row({ maxSize: null, maxConcurrent: null }, { state: null });
    expect(changes(row(), bare).map(([, , before, after]) => [before, after])).toEqual([
      ["Off, no URL", "not told, no URL"],
      ["size 10000, concurrent 10", "size not told, concurrent not told"],
    ]);
  });

  it("tells changes of one queue together", () => {
    const after = row({ state: "Paused", maxSize: null, maxConcurrent: 20 }, on);
    expect(changes(row(), after).map(([name]) => name)).toEqual(["paused", "callback-on", "limits-changed"]);
    expect(changes(row(), after).at(-1)).toEqual([
      ...["limits-changed", false],
      ...["size 10000, concurrent 10", "size not told, concurrent 20"],
    ]);
  });
});

describe("isListedWhole()", () => {
  const queue = { region: aScope.region, bucket: aScope.bucket, queueId: "p1" };
  const hole = {
    ...{ region: aScope.region, bucket: null, queueId: null, tag: null, ...aManifest().span },
    ...{ cause: "access-denied" as const, detail: "", requestId: null, evidence: null },
  };
  const listed = (change: Parameters<typeof aManifest>[0]) => isListedWhole(aManifest(change), queue);

  it("is so where nothing stood in the way", () => {
    expect(listed({})).toBe(true);
  });

  it("is so beside the damaged report of another night", () => {
    expect(listed({ holes: [{ ...hole, cause: "report-damaged" }] })).toBe(true);
  });

  it("is not so under a hole of the listing that covers the bucket", () => {
    expect(listed({ holes: [hole] })).toBe(false);
    expect(listed({ holes: [{ ...hole, bucket: aScope.bucket }] })).toBe(false);
    expect(
      listed({
        holes: [
          { ...hole, bucket: "x" },
          { ...hole, region: "x" },
        ],
      }),
    ).toBe(true);
  });

  it("is so where only jobs could not be read", () => {
    expect(listed({ holes: [{ ...hole, bucket: aScope.bucket, queueId: "p1" }] })).toBe(true);
  });

  it("is not so for what settings leave out", () => {
    const left = (bucket: string, queueId: string | null) => listed({ excluded: [{ bucket, queueId, reason: "" }] });
    expect([left(aScope.bucket, null), left(aScope.bucket, "p1")]).toEqual([false, false]);
    expect([left("x", null), left(aScope.bucket, "p2")]).toEqual([true, true]);
  });
});
