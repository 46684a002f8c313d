/** What failed in an earlier night, whenever that was learned, and was done with success since. */

import { describe, expect, it } from "vitest";
import type { Job } from "../../../lib/core/job.ts";
import { recoverySchema } from "../../../lib/core/schema/recovery.ts";
import { type FakeCi, fakeCi } from "../../fakes/fake-ci.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aQueue, aScope, midnight } from "../../fakes/samples.ts";
import { type AuditedNight, auditAt, bucket, hourMs, region } from "./histories.ts";
import { rowsOf } from "./stored.ts";

type Told = Pick<Job, "id" | "state"> & { readonly hour: number; readonly object: string };

function cloudOf(told: readonly Told[]): FakeCi {
  const jobs = told.map(({ id, state, hour, object }) =>
    aJob({
      ...{ id, state, queueId: "p1", createdAt: midnight + hour * hourMs, input: { bucket, region, object } },
      ...(state === "Running" ? { endedAt: null } : {}),
    }),
  );
  return fakeCi(
    jobs.map((job) => ({ scope: { ...aScope, region, bucket, queueId: "p1" }, job })),
    {
      buckets: [{ name: bucket, region, createdAt: null }],
      queues: { [bucket]: [aQueue({ queueId: "p1" })] },
    },
  );
}

const early: Told = { id: "early", state: "Failed", hour: 1, object: "early.jpg" };
const late: Told = { id: "late", state: "Running", hour: 1, object: "late.jpg" };
const again: readonly Told[] = [
  { id: "early-again", state: "Success", hour: 50, object: "early.jpg" },
  { id: "late-again", state: "Success", hour: 50, object: "late.jpg" },
];

/** The first night finds one failure, the second learns of another. */
async function twoNights(store: MemoryStore): Promise<void> {
  await auditAt(store, { night: 1 }, cloudOf([early, late]));
  await auditAt(store, { night: 2 }, cloudOf([early, { ...late, state: "Failed" }]));
}

function recoveriesIn(store: MemoryStore, { result }: AuditedNight): readonly string[] {
  return rowsOf(store, result, "recoveries").map((row) => recoverySchema.parse(row).jobId);
}

describe("auditNight(), of work that is done again", () => {
  it("lists what had failed at once and what had failed late", async () => {
    const store = memoryStore();
    await twoNights(store);
    const third = await auditAt(store, { night: 3 }, cloudOf(again));
    expect(recoveriesIn(store, third)).toEqual(["early-again", "late-again"]);
    expect(third.result.manifest.notes).toEqual([]);
  });

  it("commits without the findings of a night that lost them, and notes what cannot be told", async () => {
    const store = memoryStore();
    await twoNights(store);
    const [lost = ""] = [...store.objects.keys()].filter((key) => key.startsWith("v1/findings/"));
    store.objects.delete(lost);
    const third = await auditAt(store, { night: 3 }, cloudOf(again));
    expect(recoveriesIn(store, third)).toEqual(["late-again"]);
    expect(third.result.manifest.notes.map(({ note }) => note)).toEqual([
      `what recovered since 2026-11-21 cannot be told: Cannot read the report: ${lost} is missing`,
    ]);
  });
});
