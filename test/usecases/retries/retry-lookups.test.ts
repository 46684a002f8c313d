/** Jobs that went wrong, and others that did their work: nights of jobs with a life of their own. */

import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import type { FakeCi, FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { auditAt, cloudAt, type History, settled } from "../audit/histories.ts";
import { crowd } from "../audit/late-nights.ts";

/** Among many that end well, so that jobs are looked up by id. */
const hangs: History = { id: "hangs", created: 1.5, ended: null };
const late: History = { id: "late", created: 1.6, started: 2, ended: 30, outcome: "Failed" };
const gone: History = { id: "gone", created: 1.7, started: 2, ended: null, forgotten: 30 };
/** In the first night, behind all of them, and in the second. */
const again: History = { id: "again", created: 3, started: 3.1, ended: 3.2 };
const later: History = { id: "later", created: 26, started: 26.1, ended: 26.2 };

const object = "in/one.jpg";
const other = { templateId: "t2", templateName: null, rule: null };

interface Second {
  readonly histories: readonly History[];
  /** What jobs have done, by their ids. */
  readonly works?: Readonly<Record<string, Partial<Job>>>;
  readonly options?: FakeCiOptions;
  readonly change?: Partial<AuditRequest>;
}

/** The second of two nights, of jobs that all work on one object but for the crowd. */
async function secondNight({ histories, works = {}, options = {}, change = {} }: Second) {
  const store = memoryStore();
  const cloud = (night: number, trouble: FakeCiOptions) => {
    const ci = cloudAt(settled(night), [...crowd, ...histories], trouble);
    for (const [index, { scope, job }] of ci.jobs.entries()) {
      if (job.id.startsWith("ok")) continue;
      const input = { bucket: "photos-1", region: "ap-chongqing", object };
      ci.jobs[index] = { scope, job: { ...job, input, ...works[job.id] } };
    }
    return ci;
  };
  await auditAt(store, { night: 1 }, cloud(1, {}), change);
  return auditAt(store, { night: 2 }, cloud(2, options), change);
}

function retriesIn(rows: readonly { readonly jobId: string; readonly retriedBy: { readonly jobId: string } | null }[]) {
  return rows.map(({ jobId, retriedBy }) => `${jobId} ${retriedBy?.jobId ?? "-"}`);
}

function askedIn({ requests }: FakeCi): readonly string[] {
  return requests.flatMap(({ inputObject }) => inputObject ?? []);
}

function notesIn({ notes }: { readonly notes: readonly { readonly note: string }[] }): readonly string[] {
  return notes.map(({ note }) => note).filter((note) => note.includes("same work"));
}

describe("createRetryLookups()", () => {
  it("tells of jobs that hang still, failed late or vanished which job did their work first", async () => {
    const { carried, amendments, ci, result } = await secondNight({ histories: [hangs, late, gone, again, later] });
    expect(retriesIn(carried)).toEqual(["hangs again"]);
    expect(retriesIn(amendments)).toEqual(["late again", "gone again"]);
    expect(carried[0]?.retriedBy).toEqual({ jobId: "again", endedAt: "2026-11-20T19:12:00.000Z" });
    expect(askedIn(ci)).toEqual([object, object, object]);
    expect(notesIn(result.manifest)).toEqual([]);
  });

  it("finds one that came after the night", async () => {
    const { carried } = await secondNight({ histories: [hangs, later] });
    expect(retriesIn(carried)).toEqual(["hangs later"]);
  });

  it.each<[string, Partial<Job>]>([
    ["did something else", { operation: other }],
    ["worked on something else, if the service does not heed what it is asked for", { input: null }],
    ["failed", { state: "Failed" }],
    ["failed inside", { innerFailures: [{ path: "X", code: "E", message: "" }] }],
    ["was of another queue", { input: { bucket: "photos-2", region: "ap-chongqing", object } }],
  ])("takes no job for a retry that %s", async (_, work) => {
    const { carried } = await secondNight({ histories: [hangs, again], works: { again: work } });
    expect(retriesIn(carried)).toEqual(["hangs -"]);
  });

  it("takes none for a retry that was created before, or after the night was judged, nor the job itself", async () => {
    const before = { id: "before", created: 1.4, started: 1.5, ended: 3 };
    const behind = { id: "behind", created: 50.5, started: 50.6, ended: 50.7 };
    const { carried } = await secondNight({ histories: [hangs, before, behind] });
    expect(retriesIn(carried)).toEqual(["hangs -"]);
  });

  it("does not ask for what it could not compare, or what need not be known", async () => {
    const unknown = { operation: { templateId: null, templateName: "a name", rule: null } };
    const ended = { id: "ended", created: 1.55, started: 2, ended: 30 };
    const histories = [
      hangs,
      { ...hangs, id: "nothing", created: 1.52 },
      { ...hangs, id: "held", created: 1.8 },
      ended,
    ];
    const works = { hangs: unknown, nothing: { input: null }, held: { state: "Pause" } };
    const { ci, carried } = await secondNight({ histories, works });
    expect(carried.map(({ jobId }) => jobId)).toEqual(["hangs", "nothing", "held"]);
    expect(askedIn(ci)).toEqual([]);
  });

  it("does not ask where a job could not be seen again", async () => {
    const options = { failLookups: () => new NetworkError("Cannot reach the service: reset") };
    const { ci, carried } = await secondNight({ histories: [hangs, again], options });
    expect(carried).toMatchObject([{ jobId: "hangs", seen: false, retriedBy: null }]);
    expect(askedIn(ci)).toEqual([]);
  });

  it("reads on where a page is not the last, and not for ever", async () => {
    const short = await secondNight({ histories: [hangs, later, again], options: { fill: ({ page }) => page - 1 } });
    expect(retriesIn(short.carried)).toEqual(["hangs again"]);
    const empty = await secondNight({
      histories: [hangs, again],
      options: { fill: ({ request }) => (request.inputObject === undefined ? 100 : 0) },
    });
    expect(retriesIn(empty.carried)).toEqual(["hangs -"]);
    expect(askedIn(empty.ci)).toHaveLength(5);
    const endless =
      "of 1 job of an earlier night it is not known whether another one did the same work since: the list of its input's jobs did not end";
    expect(notesIn(empty.result.manifest)).toEqual([endless]);
    const looping = await secondNight({
      histories: [hangs, again],
      options: {
        fill: ({ request }) => (request.inputObject === undefined ? 100 : 0),
        loops: ({ request }) => request.inputObject !== undefined,
      },
    });
    expect(askedIn(looping.ci)).toHaveLength(2);
    expect(notesIn(looping.result.manifest)).toEqual([endless]);
  });

  it("asks for no more jobs than it may, and says of how many it does not know", async () => {
    const histories = [hangs, late, gone, again];
    const { ci, carried, amendments, result } = await secondNight({ histories, change: { maxRetryLookups: 1 } });
    expect(retriesIn([...carried, ...amendments])).toEqual(["hangs again", "late -", "gone -"]);
    expect(askedIn(ci)).toHaveLength(1);
    expect(notesIn(result.manifest)).toEqual([
      "of 2 jobs of earlier nights it is not known whether another one did the same work since: maxRetryLookups allows no more than 1",
    ]);
    expect(result.manifest.status).toBe("complete");
  });

  it("asks for none, and says nothing of it, where it may ask for none", async () => {
    const { ci, carried, result } = await secondNight({ histories: [hangs, again], change: { maxRetryLookups: 0 } });
    expect(retriesIn(carried)).toEqual(["hangs -"]);
    expect([...askedIn(ci), ...notesIn(result.manifest)]).toEqual([]);
  });

  it("leaves the night complete where look-ups fail, and says so", async () => {
    const error = new ServiceError("500", { status: 500, serviceCode: "InternalError", requestId: "r1" });
    const failJobs: FakeCiOptions["failJobs"] = ({ request }) => (request.inputObject === undefined ? null : error);
    const { carried, result } = await secondNight({ histories: [hangs, again], options: { failJobs } });
    expect(retriesIn(carried)).toEqual(["hangs -"]);
    expect(result.manifest.status).toBe("complete");
    expect(notesIn(result.manifest)).toEqual([
      "of 1 job of an earlier night it is not known whether another one did the same work since: the look-up failed (service-error)",
    ]);
  });

  it("loses patience with a scope that does not answer, and counts those that it did not ask for", async () => {
    const down = new NetworkError("Cannot reach the service: reset");
    const failJobs: FakeCiOptions["failJobs"] = ({ request }) => (request.inputObject === undefined ? null : down);
    const many = Array.from({ length: 20 }, (_, index) => ({ ...hangs, id: `h${index}`, created: 1.1 + index / 40 }));
    const more = Array.from({ length: 200 }, (_, index) => ({ id: `ok-${index}`, created: 1 + index / 200, ended: 3 }));
    const { ci, result } = await secondNight({ histories: [...many, ...more], options: { failJobs } });
    expect(askedIn(ci)).toHaveLength(8);
    expect(notesIn(result.manifest)).toEqual([
      "of 20 jobs of earlier nights it is not known whether another one did the same work since: the look-up failed (network)",
    ]);
  });

  it("lets a defect through", async () => {
    const failJobs: FakeCiOptions["failJobs"] = ({ request }) =>
      request.inputObject === undefined ? null : new RangeError("a defect");
    await expect(secondNight({ histories: [hangs], options: { failJobs } })).rejects.toThrow("a defect");
  });
});
