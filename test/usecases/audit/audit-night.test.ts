import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findingSchema, openJobSchema } from "../../../lib/core/schema/finding.ts";
import { ledgerSchema } from "../../../lib/core/schema/ledger.ts";
import { commitSchema, manifestSchema } from "../../../lib/core/schema/manifest.ts";
import { queueSchema } from "../../../lib/core/schema/queue.ts";
import { summarySchema } from "../../../lib/core/schema/summary.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { aCloud, audit, dayMs, nightJobs, scopes, secret } from "./a-night.ts";
import { bytesOf, contentOf, keysOf, rowsOf } from "./stored.ts";

const within = nightJobs.filter(({ job }) => job.createdAt >= midnight && job.createdAt < midnight + dayMs);
const countOf = (state: RegExp) => within.filter(({ job }) => state.test(job.state)).length;

async function auditedNight() {
  const store = memoryStore();
  const ci = aCloud();
  return { store, ci, result: await audit(ci, store) };
}

describe("auditNight()", () => {
  it("counts every job of the day once and commits the night as complete", async () => {
    const { store, result } = await auditedNight();
    expect(result).toMatchObject({ already: false, key: "v1/commits/family=pic/date=2026-11-21/r0001.json" });
    expect(result.manifest).toMatchObject({
      status: "complete",
      holes: [],
      notes: [],
      previous: null,
      revision: 1,
      span: { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" },
      asOf: "2026-11-21T18:00:00.000Z",
      producer: { name: "job-audit", version: "0.1.0" },
      jobs: within.length,
    });
    expect(result.manifest.byState).toMatchObject({
      Cancel: countOf(/^Cancel$/),
      Failed: countOf(/^Failed$/),
      Pause: countOf(/^Pause$/),
      Running: countOf(/^Running$/),
      Submitted: countOf(/^Submitted$/),
      Success: countOf(/^Success$/),
    });
    expect(result.manifest.scopes.map(({ queueId, tag }) => `${queueId}/${tag}`)).toEqual(
      scopes.map(({ queueId, tag }) => `${queueId}/${tag}`).sort((a, b) => order(a) - order(b)),
    );
    expect(commitSchema.parse(JSON.parse(contentOf(store, result.key).toString()))).toEqual(result.commit);
  });

  function order(place: string): number {
    const tag = place.endsWith("ImageInspect") ? 0 : 1;
    return ["p1", "p2", "v1", "m1"].findIndex((queue) => place.startsWith(queue)) * 2 + tag;
  }

  it("lists by verdict exactly the jobs that somebody must know of", async () => {
    const { store, result } = await auditedNight();
    const found = rowsOf(store, result, "findings").map((row) => findingSchema.parse(row));
    const verdictOf = new Map(found.map(({ jobId, verdict }) => [jobId, verdict]));
    expect(verdictOf.size).toBe(found.length);
    // The last burst is three hours before the night is judged: by then all that was open is overdue.
    for (const { job } of within) expect([job.id, verdictOf.get(job.id)]).toEqual([job.id, expectedVerdict(job)]);
    expect(found.every(({ jobId }) => within.some(({ job }) => job.id === jobId))).toBe(true);
    expect(result.manifest.byVerdict["failed"]).toBe(countOf(/^Failed$/));
  });

  function expectedVerdict({ state, queueId, innerFailures }: (typeof within)[number]["job"]): string | undefined {
    if (state === "Submitted") return queueId === "p2" ? "held" : "stuck.queued";
    const plain: Record<string, string> = { Failed: "failed", Running: "stuck.running", Pause: "held" };
    if (state.startsWith("Odd")) return "unrecognised";
    return innerFailures.length > 0 ? "hidden-failure" : plain[state];
  }

  it("stores every file that the manifest names, and no other beside manifest and commit", async () => {
    const { store, result } = await auditedNight();
    const { files } = result.manifest;
    for (const { key, bytes, sha256, uncompressedBytes, uncompressedSha256, rows } of files) {
      const stored = Buffer.from(store.objects.get(key) ?? []);
      const content = contentOf(store, key);
      expect([stored.length, hashOf(stored)]).toEqual([bytes, sha256]);
      expect([content.length, hashOf(content)]).toEqual([uncompressedBytes, uncompressedSha256]);
      if (key.endsWith(".gz")) expect(content.toString().split("\n").length - 1).toBe(rows);
    }
    expect(keysOf(store)).toEqual([...files.map(({ key }) => key), result.commit.manifest, result.key].sort());
    expect(manifestSchema.parse(JSON.parse(contentOf(store, result.commit.manifest).toString()))).toEqual(
      result.manifest,
    );
  });

  function hashOf(bytes: Uint8Array): string {
    return createHash("sha256").update(bytes).digest("hex");
  }

  it("claims the commit last, after everything that it names is stored", async () => {
    const { store, result } = await auditedNight();
    const writes = store.calls.filter(({ name }) => name !== "get");
    expect(writes.slice(-2)).toEqual([
      { name: "put", key: result.commit.manifest },
      { name: "claim", key: result.key },
    ]);
    expect(writes.filter(({ name }) => name === "claim")).toHaveLength(1);
  });

  it("writes lines that fit their schemas, findings in the order of their keys", async () => {
    const { store, result } = await auditedNight();
    for (const file of result.manifest.files.filter(({ dataset }) => dataset === "findings" || dataset === "open")) {
      const lines = contentOf(store, file.key).toString().trimEnd().split("\n");
      expect(lines.every((line) => /^\{"createdAt":"[^"]{24}","jobId":"[^"]+",/.test(line))).toBe(true);
      const keys = lines.map((line) => [JSON.parse(line).createdAt, JSON.parse(line).jobId].join(" "));
      expect(keys).toEqual([...keys].sort());
    }
    for (const row of rowsOf(store, result, "open")) openJobSchema.parse(row);
    for (const row of rowsOf(store, result, "queues")) queueSchema.parse(row);
    for (const row of rowsOf(store, result, "ledgers")) ledgerSchema.parse(row);
    const [summary] = result.manifest.files.filter(({ dataset }) => dataset === "summaries");
    summarySchema.parse(JSON.parse(contentOf(store, summary?.key ?? "").toString()));
  });

  it("tells of every window of every scope how it was read", async () => {
    const { store, result } = await auditedNight();
    const ledger = rowsOf(store, result, "ledgers").map((row) => ledgerSchema.parse(row));
    expect(ledger).toHaveLength(24 * scopes.length);
    expect(ledger.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(within.length);
    expect(new Set(ledger.map(({ order, end }) => `${order} ${end}`))).toEqual(new Set(["kept no-token"]));
  });

  it("keeps the queues as they were", async () => {
    const { store, result } = await auditedNight();
    const rows = rowsOf(store, result, "queues").map((row) => queueSchema.parse(row));
    expect(rows.map(({ bucket, queueId, state }) => `${bucket} ${queueId} ${state}`)).toEqual([
      "photos-1 p1 Active",
      "photos-1 p2 Paused",
      "videos-1 v1 Active",
      "maps-1 m1 Active",
    ]);
  });

  it("lets no secret of a URL into any stored byte", async () => {
    const { store, result } = await auditedNight();
    const holding = (text: string) => keysOf(store).filter((key) => contentOf(store, key).includes(text));
    expect(holding("photos.example/in/a%20b.jpg").length).toBeGreaterThan(2);
    expect(holding(secret)).toEqual([]);
    expect(JSON.stringify(result).includes(secret)).toBe(false);
  });

  it("reads nothing of a night that is committed", async () => {
    const { store, ci, result } = await auditedNight();
    const asked = [ci.requests.length, ci.listRequests.length];
    const before = bytesOf(store);
    expect(await audit(ci, store)).toEqual({ ...result, already: true });
    expect([ci.requests.length, ci.listRequests.length]).toEqual(asked);
    expect(bytesOf(store)).toEqual(before);
  });

  it("tells how far it is", async () => {
    const told: string[] = [];
    await audit(
      aCloud(),
      memoryStore(),
      {},
      {
        onProgress: (progress) =>
          told.push(progress.step === "walk" ? `${progress.windows} of ${progress.plannedWindows}` : progress.step),
      },
    );
    const all = 24 * scopes.length;
    expect([told[0], ...told.slice(-3)]).toEqual(["discover", `${all} of ${all}`, "recheck", "write"]);
  });
});
