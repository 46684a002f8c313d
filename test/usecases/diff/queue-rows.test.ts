import { describe, expect, it } from "vitest";
import { amendmentRow, carriedRow, queueRow } from "../../../lib/core/rows.ts";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import type { QueueRow } from "../../../lib/core/schema/queue.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aQueue, aScope } from "../../fakes/samples.ts";
import { diffOf, ofKind, tonight } from "./diff-fixture.ts";

function queue(queueId: string, bucket = "photos", state = "Active"): QueueRow {
  return queueRow({ ...aScope, bucket }, aQueue({ queueId, state }));
}

const hole: Manifest["holes"][number] = {
  ...{ region: aScope.region, bucket: "photos", queueId: null, tag: null, ...aManifest().span },
  ...{ cause: "access-denied", detail: "", requestId: null, evidence: null },
};

interface Sides {
  readonly before: readonly QueueRow[];
  readonly after: readonly QueueRow[];
  readonly holesBefore?: Manifest["holes"];
  readonly holesAfter?: Manifest["holes"];
}

async function queuesOf({ before, after, holesBefore = [], holesAfter = [] }: Sides) {
  const store = memoryStore();
  await commitScopes(store, "2026-11-19", {}, { rows: { queues: [queue("older")] } });
  await commitScopes(store, "2026-11-20", {}, { rows: { queues: before }, change: { holes: holesBefore } });
  await commitScopes(store, tonight, {}, { rows: { queues: after }, change: { holes: holesAfter } });
  const told = await diffOf(store);
  const lines = ofKind(told, "queue").map(({ bucket, queueId, change }) => `${bucket} ${queueId} ${change}`);
  return { lines, told };
}

const before = [queue("m", "maps"), queue("p1"), queue("p2"), queue("p3")];
const after = [queue("m", "maps", "Paused"), queue("p1", "photos", "Paused"), queue("p3"), queue("p4")];

describe("queues of a diff", () => {
  it("are compared with those of the night before, in their order", async () => {
    const { lines, told } = await queuesOf({ before, after });
    expect(lines).toEqual(["maps m paused", "photos p1 paused", "photos p2 gone", "photos p4 new"]);
    expect(told.diff.headline).toMatchObject({ queues: 4, worse: 3 });
    expect(ofKind(told, "queue")[0]?.baseline).toBe("2026-11-20");
  });

  it.each(["holesBefore", "holesAfter"])("say nothing of a bucket under a hole of the listing: %s", async (side) => {
    expect((await queuesOf({ before, after, [side]: [hole] })).lines).toEqual(["maps m paused"]);
  });

  it("have nothing to be compared with in the first night", async () => {
    const store = memoryStore();
    await commitScopes(store, tonight, {}, { rows: { queues: after } });
    expect((await diffOf(store)).lines).toEqual([]);
  });
});

describe("carried jobs of a diff", () => {
  it("are counted by what became of them", async () => {
    const store = memoryStore();
    const job = aJob({ id: "j1" });
    const was = { state: "Running", startedAt: null };
    const verdict = { name: "stuck.queued", reason: "" } as const;
    const carried = [carriedRow(aScope, { job, verdict, night: "2026-11-20" }, fingerprinting)];
    const told = { job, night: "2026-11-20", was, reason: "", verdict: null, change: "ended" } as const;
    const amendments = [
      amendmentRow(aScope, told, fingerprinting),
      amendmentRow(aScope, { ...told, change: "vanished" }, fingerprinting),
    ];
    await commitScopes(store, tonight, {}, { rows: { carried, amendments } });
    const result = await diffOf(store);
    const lines = ofKind(result, "carried").map(({ outcome, jobs, worse }) => [outcome, jobs, worse]);
    expect(lines).toEqual([
      ["still-open", 1, false],
      ["succeeded", 1, false],
      ["vanished", 1, true],
    ]);
    expect(result.diff.headline).toMatchObject({
      worse: 1,
      carried: { "still-open": 1, succeeded: 1, vanished: 1, failed: 0, changed: 0 },
    });
  });
});
