import { describe, expect, it } from "vitest";
import { readSettings } from "../../../lib/config/settings.ts";
import { auditRequestOf } from "../../../lib/runtime/audit-request.ts";
import { createInquiry } from "../../../lib/usecases/probe/inquiry.ts";
import { reckonLoss } from "../../../lib/usecases/probe/loss.ts";
import type { OldestJob } from "../../../lib/usecases/probe/oldest-listed.ts";
import { askRetention } from "../../../lib/usecases/probe/retention.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope } from "../../fakes/samples.ts";
import { fakeService, notAnswered } from "./fake-service.ts";

const { signal } = new AbortController();
const hourMs = 3_600_000;
/** Findings of a night are of 04:00 UTC of its date. */
const now = Date.parse("2026-11-21T04:00:00.000Z");
const newest = "2026-11-20";

const { family: _, ...place } = aScope;

function listing(createdAt: string | null, change: Partial<OldestJob> = {}): OldestJob {
  return { ...place, outcome: createdAt === null ? "no-job" : "job", jobId: createdAt && "c1", createdAt, ...change };
}

async function reported(dates: readonly string[]): Promise<MemoryStore> {
  const store = memoryStore();
  for (const date of dates) {
    const from = new Date(Date.parse(`${date}T00:00:00Z`) - 8 * hourMs).toISOString();
    const span = { from, to: new Date(Date.parse(from) + 24 * hourMs).toISOString() };
    await commitScopes(store, date, { pqueue1: { failed: { Broken: 2 } } }, { change: { span } });
  }
  return store;
}

function ask(store: MemoryStore, oldest: readonly OldestJob[], service = fakeService([])) {
  const inquiry = createInquiry(service, signal);
  return { service, told: askRetention(inquiry, { store, family: "pic", now, newest, oldest }, signal) };
}

describe("askRetention()", () => {
  const nights = ["2026-11-14", "2026-11-16", "2026-11-17", "2026-11-19"];

  it("is known from above by the youngest reported job that is listed no more", async () => {
    const store = await reported(nights);
    const { told, service } = ask(store, [listing("2026-11-18T00:00:00.000Z")]);
    expect(await told).toEqual({
      value: { listedForMs: 76 * hourMs, listLostMs: 96 * hourMs, lookupLostMs: 96 * hourMs },
      answer: "at least 3.2 days, not listed after 4.0 days, not known by id after 4.0 days",
    });
    expect(service.asked).toEqual([
      { list: expect.objectContaining({ from: "2026-11-17T11:59:59+0800", to: "2026-11-17T12:00:01+0800" }) },
      { ids: ["2026-11-17-Broken-0"] },
    ]);
  });

  it("looks for an older one where a job can still be looked up", async () => {
    const store = await reported(nights);
    const held = aJob({ id: "2026-11-17-Broken-0", createdAt: Date.parse("2026-11-10T00:00:00Z") });
    const { told } = ask(store, [listing("2026-11-18T00:00:00.000Z")], fakeService([held]));
    expect(await told).toMatchObject({ value: { listLostMs: 96 * hourMs, lookupLostMs: 120 * hourMs } });
  });

  it("takes no job for forgotten that went alone: its region lists an older one", async () => {
    const store = await reported(nights);
    const old = listing("2026-11-10T00:00:00.000Z", { queueId: "pother" });
    const { told, service } = ask(store, [listing("2026-11-18T00:00:00.000Z"), old]);
    expect(await told).toMatchObject({ value: { listedForMs: 268 * hourMs, listLostMs: null } });
    expect(service.asked).toEqual([]);
  });

  it("takes none for forgotten where a scope of its region was not seen", async () => {
    const store = await reported(nights);
    const unseen = listing(null, { queueId: "pother", outcome: "unknown" });
    const { told } = ask(store, [listing("2026-11-18T00:00:00.000Z"), unseen]);
    expect(await told).toMatchObject({ value: { listedForMs: 76 * hourMs, listLostMs: null } });
  });

  it("is known from above alone where nothing is listed any more", async () => {
    const { told } = ask(await reported(["2026-11-19"]), [listing(null)]);
    expect(await told).toEqual({
      value: { listedForMs: null, listLostMs: 48 * hourMs, lookupLostMs: 48 * hourMs },
      answer: "nothing is listed, not listed after 2.0 days, not known by id after 2.0 days",
    });
  });

  it("believes no loss of which the service did not answer, and asks for five jobs at most", async () => {
    const store = await reported(["2026-11-11", "2026-11-12", "2026-11-13", ...nights]);
    const service = fakeService([], () => notAnswered("failed"));
    const { told } = ask(store, [listing(null)], service);
    expect(await told).toEqual({ unknown: "no job is listed, and no report names one that is gone" });
    expect(service.asked).toHaveLength(10);
  });

  it("leaves out a report that does not hold", async () => {
    const store = await reported(["2026-11-17", "2026-11-19"]);
    for (const [key] of store.objects) if (/findings.*2026-11-19/.test(key)) store.objects.set(key, Buffer.from("x"));
    store.objects.set("v1/commits/family=pic/date=2026-11-18/r0001.json", Buffer.from("{}"));
    const { told } = ask(store, [listing(null)]);
    expect(await told).toMatchObject({ value: { listLostMs: 96 * hourMs } });
  });

  it("does not hide that the store cannot be asked", async () => {
    const broken = memoryStore(() => new Error("a defect"));
    await expect(ask(broken, []).told).rejects.toThrow("a defect");
  });
});

describe("reckonLoss()", () => {
  const settings = readSettings("regions: [ap-chongqing]\nreport: { store: directory, path: x }\n", "a test");
  const request = auditRequestOf(settings, "pic", newest);
  const measured = (ms: number) => ({ listedForMs: null, listLostMs: ms, lookupLostMs: null });

  it("counts from the oldest night that is not audited", async () => {
    const store = await reported(["2026-11-17", "2026-11-19"]);
    expect(await reckonLoss({ store, request, now, retention: null }, signal)).toEqual({
      // The 18th begins at 16:00 UTC of the 17th: 84 hours ago.
      value: { night: "2026-11-18", from: "2026-11-17T16:00:00.000Z", lostInMs: -12 * hourMs, by: "assumed" },
      answer: "2026-11-18 is not audited; its first jobs may be lost already (retention assumed: 3.0 days)",
    });
    const told = await reckonLoss({ store, request, now, retention: measured(120 * hourMs) }, signal);
    expect(told).toMatchObject({
      value: { lostInMs: 36 * hourMs, by: "measured" },
      answer: expect.stringContaining("lost in 1.5 days (retention measured: 5.0 days)"),
    });
  });

  it("counts from the running day where every night is audited", async () => {
    const store = await reported([newest]);
    expect(await reckonLoss({ store, request, now, retention: null }, signal)).toMatchObject({
      value: { night: "2026-11-21", from: "2026-11-20T16:00:00.000Z", lostInMs: 60 * hourMs },
    });
  });
});
