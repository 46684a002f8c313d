import { describe, expect, it } from "vitest";
import type { EmulatedJob, EmulatedQueue } from "../../../emulator/world.ts";
import { readXml, textsOf } from "../read-xml.ts";
import { dayStart, makeBucket, makeJob, makeQueue, worldOf } from "../small-world.ts";
import { openCi } from "./call-ci.ts";

const hour = (count: number) => dayStart + count * 3_600_000;
const jobsOf = { queueId: "p1", tag: "PicProcess" };

/** A world whose clock the test moves. */
function openAt(jobs: readonly EmulatedJob[], queue: Partial<EmulatedQueue>) {
  let now = dayStart;
  const call = openCi(worldOf(jobs, queue), { now: () => now });
  return (hours: number, path: string, query: Record<string, string> = {}) => {
    now = hour(hours);
    return call(path, query);
  };
}

describe("a queue that changes", () => {
  const notify = {
    state: "On" as const,
    url: "https://hooks.example.com",
    event: "e",
    type: "Url",
    resultFormat: "XML",
  };
  const ask = openAt([makeJob({ createdAt: hour(0), startedAt: hour(3), endedAt: hour(4) })], {
    changes: [
      { at: hour(1), state: "Paused" },
      { at: hour(2), notify, maxSize: 5 },
      { at: hour(3), state: "Active", maxConcurrent: 7 },
    ],
  });
  const told = (hours: number) => {
    const { body } = ask(hours, "/picqueue");
    return ["State", "MaxSize", "MaxConcurrent", "UpdateTime"].map((name) => textsOf(body, name)[0]);
  };

  it("is listed as it is by then, with the time of its last change", () => {
    expect(told(0)).toEqual(["Active", "10000", "10", "2024-01-02T00:00:00+0800"]);
    expect(told(1)).toEqual(["Paused", "10000", "10", "2024-01-02T01:00:00+0800"]);
    expect(told(2)).toEqual(["Paused", "5", "10", "2024-01-02T02:00:00+0800"]);
    expect(told(3)).toEqual(["Active", "5", "7", "2024-01-02T03:00:00+0800"]);
    expect(textsOf(ask(1, "/picqueue").body, "Url")).toEqual([""]);
    expect(textsOf(ask(2, "/picqueue").body, "Url")).toEqual(["https://hooks.example.com"]);
  });

  it("is found by the state that it has by then", () => {
    expect(textsOf(ask(1, "/picqueue", { state: "Paused" }).body, "QueueId")).toEqual(["p1"]);
    expect(textsOf(ask(3, "/picqueue", { state: "Paused" }).body, "QueueId")).toEqual([]);
  });

  it("holds what waits in it while it is paused, in lists and look-ups alike", () => {
    const states = [0, 1, 3, 4].map((hours) => [
      ...textsOf(ask(hours, "/pic_jobs/c1").body, "State"),
      ...textsOf(ask(hours, "/pic_jobs", jobsOf).body, "State"),
    ]);
    expect(states).toEqual(["Submitted", "Pause", "Running", "Success"].map((state) => [state, state]));
    const held = { ...jobsOf, states: "Pause" };
    expect([0, 1].map((hours) => textsOf(ask(hours, "/pic_jobs", held).body, "JobId"))).toEqual([[], ["c1"]]);
  });
});

describe("a queue that is not there all the time", () => {
  const job = makeJob({ createdAt: hour(1), startedAt: null, endedAt: null, outcome: "Submitted" });
  const ask = openAt([job], {
    createdAt: hour(1),
    deletedAt: hour(5),
    changes: [{ at: hour(4), state: "Paused" }],
  });

  it("is listed from its creation until it is deleted", () => {
    expect([0, 1, 4, 5].map((hours) => textsOf(ask(hours, "/picqueue").body, "TotalCount"))).toEqual([
      ["0"],
      ["1"],
      ["1"],
      ["0"],
    ]);
    expect(textsOf(ask(5, "/picqueue", { queueIds: "p1" }).body, "NonExistPIDs")).toEqual(["p1"]);
  });

  it("takes its jobs out of the lists with it", () => {
    for (const hours of [0, 5]) {
      const { status, body } = ask(hours, "/pic_jobs", jobsOf);
      expect([status, textsOf(body, "Code")]).toEqual([400, ["ResourceNotFound"]]);
    }
    expect(ask(4, "/pic_jobs", jobsOf).status).toBe(200);
  });

  it("leaves them to be looked up by id, as they were", () => {
    expect(textsOf(ask(6, "/pic_jobs/c1").body, "State")).toEqual(["Pause"]);
  });

  it("leaves the other queues of its bucket as they are", () => {
    const queues = [makeQueue({ deletedAt: hour(1) }), makeQueue({ queueId: "p2" })];
    const call = openCi({ buckets: [makeBucket({ queues })] });
    expect(textsOf(call("/picqueue").body, "QueueId")).toEqual(["p2"]);
  });
});

describe("a job that the service forgets", () => {
  const forgotten = makeJob({ endedAt: null, outcome: "Running", forgottenAt: hour(2) });
  const ask = openAt([forgotten, makeJob({ jobId: "c2", createdAt: hour(0) })], {});

  it("is told of until then, and then by neither list nor id", () => {
    expect(textsOf(ask(1, "/pic_jobs", jobsOf).body, "JobId")).toEqual(["c2", "c1"]);
    expect(textsOf(ask(2, "/pic_jobs", jobsOf).body, "JobId")).toEqual(["c2"]);
    expect(textsOf(ask(1, "/pic_jobs/c1").body, "State")).toEqual(["Running"]);
    expect(readXml(ask(2, "/pic_jobs/c1").body)).toEqual([["NonExistJobIds", "c1"]]);
  });
});
