import { describe, expect, it } from "vitest";
import { NetworkError, NothingReadError, ServiceError } from "../../../lib/core/errors.ts";
import { isoInstant } from "../../../lib/core/instant.ts";
import { createNightTeller } from "../../../lib/usecases/audit/tell-night.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope, midnight } from "../../fakes/samples.ts";
import { toldEvents } from "../../fakes/told-events.ts";
import { standingClock } from "../../runtime/standing-clock.ts";
import { aCloud, audit, dayMs, scopes } from "./a-night.ts";

const denied = new ServiceError("Cannot list", { status: 403, serviceCode: "AccessDenied", requestId: "id-7" });
const of = { family: "pic", night: "2026-11-21", run: expect.stringMatching(/^[0-9a-f]{16}$/) };

describe("what an audit tells", () => {
  it("tells what is read, each scope that was, each step, and what was committed", async () => {
    const events = toldEvents();
    const { manifest, commit, key } = await audit(aCloud(), memoryStore(), {}, { events });
    expect(events.told.map(({ event }) => event)).toEqual([
      "step-ended",
      "night-planned",
      ...scopes.map(() => "scope-read"),
      ...["step-ended", "step-ended", "step-ended", "committed"],
    ]);
    expect(events.of("night-planned")).toEqual([
      {
        event: "night-planned",
        ...of,
        from: "2026-11-20T16:00:00.000Z",
        to: "2026-11-21T16:00:00.000Z",
        asOf: "2026-11-21T18:00:00.000Z",
        scopes: 8,
        windows: 8 * 24,
      },
    ]);
    expect(events.of("step-ended").map(({ step }) => step)).toEqual(["discover", "walk", "recheck", "write"]);
    expect(events.of("committed")).toMatchObject([
      {
        ...of,
        revision: 1,
        commit: key,
        sha256: commit.manifestSha256,
        status: "complete",
        already: false,
        jobs: manifest.jobs,
        holes: 0,
      },
    ]);
    const findings = Object.values(manifest.byVerdict).reduce((sum, count) => sum + count, 0);
    expect(events.of("committed")[0]?.findings).toBe(findings);
    expect(findings).toBeGreaterThan(100);
    expect(events.of("committed")[0]?.run).toBe(manifest.runId);
  });

  it("adds up what was read of a scope", async () => {
    const events = toldEvents();
    const { manifest } = await audit(aCloud(), memoryStore(), {}, { events });
    const read = events.of("scope-read");
    expect(read.map(({ queueId, tag }) => `${queueId}/${tag}`).sort()).toEqual(
      scopes.map(({ queueId, tag }) => `${queueId}/${tag}`).sort(),
    );
    expect(read[0]).toMatchObject({ ...of, windows: 24, retries: 0, holes: 0 });
    expect(read.every(({ pages }) => pages >= 24)).toBe(true);
    expect(read.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(manifest.jobs);
  });

  it("tells each hole with its cause and the service's request id", async () => {
    const events = toldEvents();
    const ci = aCloud({ failJobs: ({ request }) => (request.scope.queueId === "m1" ? denied : null) });
    await audit(ci, memoryStore(), {}, { events });
    expect(events.of("hole")).toMatchObject(
      ["ImageInspect", "PicProcess"].map((tag) => ({
        ...of,
        ...{ region: "ap-guangzhou", bucket: "maps-1", queueId: "m1", tag },
        from: "2026-11-20T16:00:00.000Z",
        to: "2026-11-21T16:00:00.000Z",
        cause: "access-denied",
        detail: "Cannot list",
        serviceRequestId: "id-7",
      })),
    );
    expect(events.of("scope-read").filter(({ holes }) => holes > 0)).toHaveLength(2);
    expect(events.of("committed")).toMatchObject([{ status: "incomplete", holes: 2 }]);
  });

  it("tells of a night that was committed before whose run did it, and nothing else", async () => {
    const store = memoryStore();
    const { manifest, key } = await audit(aCloud(), store);
    const events = toldEvents();
    await audit(aCloud(), store, {}, { events });
    const facts = { ...of, run: manifest.runId, revision: 1, commit: key, status: "complete" };
    expect(events.told).toEqual([{ event: "found-committed", ...facts }]);
  });

  it("tells the holes of a night that comes to nothing", async () => {
    const events = toldEvents();
    const ci = aCloud({ failJobs: () => denied });
    await expect(audit(ci, memoryStore(), {}, { events })).rejects.toThrow(NothingReadError);
    expect(events.of("hole")).toHaveLength(scopes.length);
    expect(events.of("committed")).toEqual([]);
    const lists = toldEvents();
    const silent = aCloud({ failBuckets: () => new NetworkError("no answer") });
    await expect(audit(silent, memoryStore(), {}, { events: lists })).rejects.toThrow(NothingReadError);
    expect(lists.of("hole")).toMatchObject([
      { region: "ap-chongqing", bucket: null, queueId: null, tag: null, cause: "network", serviceRequestId: null },
      { region: "ap-guangzhou" },
    ]);
  });
});

describe("createNightTeller()", () => {
  const plan = {
    name: { family: "pic", date: "2026-11-21" } as const,
    runId: "0123456789abcdef",
    span: { from: midnight, to: midnight + dayMs },
    asOf: midnight + dayMs,
  };

  it("tells no more than fifty holes: the report has them all", () => {
    const events = toldEvents();
    const hole = {
      ...aScope,
      from: midnight,
      to: midnight + 1,
      cause: "network",
      detail: "",
      requestId: null,
    } as const;
    const holes = Array.from({ length: 60 }, (_, at) => ({ ...hole, to: midnight + at + 1, evidence: null }));
    createNightTeller({ clock: standingClock(0), events }, plan).holes(holes);
    expect(events.of("hole")).toHaveLength(50);
    expect(events.of("hole").at(-1)?.to).toBe(isoInstant(midnight + 50));
  });

  it("times a step that comes to its end, and tells of no other", async () => {
    const events = toldEvents();
    const clock = standingClock(midnight);
    const teller = createNightTeller({ clock, events }, plan);
    const value = await teller.timed("walk", async () => {
      clock.pass(1_500);
      return 7;
    });
    expect(value).toBe(7);
    await expect(teller.timed("write", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(events.told).toEqual([
      { event: "step-ended", family: "pic", night: "2026-11-21", run: plan.runId, step: "walk", durationMs: 1_500 },
    ]);
  });

  it("tells where a run goes on", () => {
    const events = toldEvents();
    const walk = { savedAt: midnight, windows: 3, plannedWindows: 24, jobs: 9 };
    createNightTeller({ clock: standingClock(0), events }, plan).resumed(walk);
    expect(events.told).toMatchObject([
      { event: "progress-resumed", savedAt: "2026-11-20T16:00:00.000Z", windows: 3, plannedWindows: 24, jobs: 9 },
    ]);
  });

  it("tells nobody where nobody listens", async () => {
    const teller = createNightTeller({ clock: standingClock(0) }, plan);
    teller.planned([], dayMs);
    expect(await teller.timed("walk", async () => 1)).toBe(1);
  });
});
