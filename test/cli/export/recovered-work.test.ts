import { describe, expect, it } from "vitest";
import { emptyCounts } from "../../../cli/export/export-counts.ts";
import type { FailedJob } from "../../../cli/export/export-kinds.ts";
import { type LaterNights, withoutRecovered } from "../../../cli/export/recovered-work.ts";
import { StoreError } from "../../../lib/core/errors.ts";
import type { Recovery } from "../../../lib/core/schema/recovery.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { anOperation, commitScopes } from "../../fakes/committed-night.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
import { makeFinding } from "../finding.ts";

const signal = new AbortController().signal;

function failed(object: string | null, operation = anOperation): FailedJob {
  return makeFinding({ ...aScope, jobId: `f-${object}`, input: { bucket: null, region: null, object }, operation });
}

function recovery(object: string, parts: Partial<Recovery> = {}): Recovery {
  return {
    createdAt: "2026-11-22T02:00:00.000Z",
    jobId: `r-${object}`,
    schema: "job-audit/recovery/v1",
    ...aScope,
    endedAt: null,
    input: { bucket: null, region: null, object },
    operation: anOperation,
    ...parts,
  };
}

/** A store with what recovered in each night, committed. */
async function storeOf(nights: Readonly<Record<string, readonly Recovery[]>>) {
  const store = memoryStore();
  for (const [night, recoveries] of Object.entries(nights)) {
    await commitScopes(store, night, { q1: {} }, { rows: { recoveries } });
  }
  return store;
}

async function left(
  store: Awaited<ReturnType<typeof storeOf>>,
  jobs: readonly FailedJob[],
  later: LaterNights = { last: "2026-11-30", nights: 7 },
) {
  async function* rows() {
    yield* jobs;
  }
  async function* reports() {
    yield { manifest: aManifest({ night: "2026-11-20" }), queueNames: new Map<string, string>(), rows: rows() };
  }
  const counts = emptyCounts();
  const ids: string[] = [];
  for await (const report of withoutRecovered(reports(), { store, later, counts }, signal)) {
    for await (const { jobId } of report.rows) ids.push(jobId);
  }
  return { ids, recovered: counts.recovered };
}

describe("withoutRecovered", () => {
  it("leaves out and counts what any later night did with success, whichever queue it went through", async () => {
    const store = await storeOf({
      "2026-11-21": [recovery("a.jpg", { queueId: "q9" })],
      "2026-11-23": [recovery("b.jpg")],
    });
    const jobs = [failed("a.jpg"), failed("b.jpg"), failed("c.jpg"), failed("a.jpg")];
    expect(await left(store, jobs)).toEqual({ ids: ["f-c.jpg"], recovered: 3 });
  });

  it("keeps a job of which only the input recovered, by another operation, and one that names none", async () => {
    const other = { ...anOperation, templateId: "t2" };
    const store = await storeOf({ "2026-11-21": [recovery("a.jpg", { operation: other })] });
    expect(await left(store, [failed("a.jpg"), failed(null)])).toEqual({ ids: ["f-a.jpg", "f-null"], recovered: 0 });
  });

  it("looks at no night before the report's own or at it, none after the last, and none beyond the age", async () => {
    const store = await storeOf({
      "2026-11-19": [recovery("a.jpg")],
      "2026-11-20": [recovery("a.jpg")],
      "2026-11-22": [recovery("b.jpg")],
      "2026-11-23": [recovery("c.jpg")],
    });
    const jobs = [failed("a.jpg"), failed("b.jpg"), failed("c.jpg")];
    expect((await left(store, jobs, { last: "2026-11-22", nights: 7 })).ids).toEqual(["f-a.jpg", "f-c.jpg"]);
    expect((await left(store, jobs, { last: "2026-11-30", nights: 2 })).ids).toEqual(["f-a.jpg", "f-c.jpg"]);
  });

  it("does not believe a later night that was changed", async () => {
    const store = await storeOf({ "2026-11-21": [recovery("a.jpg")] });
    for (const key of store.objects.keys()) if (key.includes("/recoveries/")) store.objects.set(key, Buffer.from("x"));
    await expect(left(store, [failed("a.jpg")])).rejects.toThrow(StoreError);
  });
});
