import { describe, expect, it } from "vitest";
import type { CiBehaviour } from "../../../emulator/ci/behaviour.ts";
import { textsOf } from "../read-xml.ts";
import { dayStart, makeBucket, makeJobs, makeQueue, noon, worldOf } from "../small-world.ts";
import { openCi, type Query } from "./call-ci.ts";
import { code, ids, scope } from "./job-list.ts";

describe("GET /pic_jobs", () => {
  const ten = openCi(worldOf(makeJobs(10)));

  it("lists the newest ten first unless told otherwise", () => {
    const call = openCi(worldOf(makeJobs(12)));
    const newestTen = ["c11", "c10", "c9", "c8", "c7", "c6", "c5", "c4", "c3", "c2"];
    expect(textsOf(call("/pic_jobs", scope).body, "JobId")).toEqual(newestTen);
    expect(textsOf(call("/pic_jobs", { ...scope, orderByTime: "Desc" }).body, "JobId")).toEqual(newestTen);
    expect(ids(call, { orderByTime: "Asc", size: "3" })).toEqual(["c0", "c1", "c2"]);
    expect(ids(call, { orderByTime: "asc", size: "1" })).toEqual(["c0"]);
  });

  it("takes an empty parameter for an absent one", () => {
    const empty = { size: "", states: "", nextToken: "", orderByTime: "", startCreationTime: "" };
    expect(textsOf(ten("/pic_jobs", { ...scope, ...empty }).body, "JobId")).toHaveLength(10);
  });

  it.each<[string, Query]>([
    ["no queueId", { tag: "PicProcess" }],
    ["an empty queueId", { queueId: "", tag: "PicProcess" }],
    ["no tag", { queueId: "p1" }],
    ["an unknown tag", { queueId: "p1", tag: "Transcode" }],
    ["size 0", { ...scope, size: "0" }],
    ["size 101", { ...scope, size: "101" }],
    ["a size that is no number", { ...scope, size: "1e1" }],
    ["an unknown state", { ...scope, states: "Success,Paused" }],
    ["an unknown order", { ...scope, orderByTime: "Up" }],
    ["a time with a colon in its offset", { ...scope, startCreationTime: "2024-01-02T00:00:00+08:00" }],
    ["a time whose plus sign was lost", { ...scope, endCreationTime: "2024-01-02T00:00:00 0800" }],
    ["a day that does not exist", { ...scope, endCreationTime: "2024-02-30T00:00:00+0800" }],
    ["an hour that does not exist", { ...scope, endCreationTime: "2024-02-01T25:00:00+0800" }],
    ["a token of nobody", { ...scope, nextToken: "21" }],
  ])("refuses %s", (_, query) => {
    expect(code(ten, query)).toBe("400 InvalidArgument");
  });

  it("refuses a queue that does not exist", () => {
    expect(code(ten, { ...scope, queueId: "p2" })).toBe("400 ResourceNotFound");
  });

  it("knows the tags that it is told to know", () => {
    const call = openCi(worldOf(makeJobs(1)), { tags: ["Fresh"] });
    expect(code(call, scope)).toBe("400 InvalidArgument");
    expect(ids(call, { tag: "Fresh" })).toEqual([]);
  });

  it("keeps queues and tags apart", () => {
    const jobs = makeJobs(4, (index) => ({ tag: index % 2 ? "ImageInspect" : "PicProcess" }));
    const other = makeQueue({ queueId: "p2", jobs: makeJobs(1, () => ({ jobId: "other" })) });
    const call = openCi({ buckets: [makeBucket({ queues: [makeQueue({ jobs }), other] })] });
    expect(ids(call)).toEqual(["c2", "c0"]);
    expect(ids(call, { tag: "ImageInspect" })).toEqual(["c3", "c1"]);
    expect(ids(call, { queueId: "p2" })).toEqual(["other"]);
    expect(ids(call, { tag: "PosterProduction" })).toEqual([]);
  });

  it.each<[CiBehaviour["bounds"], string[], string[]]>([
    ["inclusive", ["c3", "c4", "c5"], ["c4"]],
    ["strict", ["c4"], []],
  ])("reads the ends of a span as %s", (bounds, span, instant) => {
    const call = openCi(worldOf(makeJobs(10)), { bounds });
    const at = (second: number) => `2024-01-02T00:00:0${second}+0800`;
    const asked = (from: number, to: number) =>
      ids(call, { orderByTime: "Asc", startCreationTime: at(from), endCreationTime: at(to) });
    expect(asked(3, 5)).toEqual(span);
    expect(asked(4, 4)).toEqual(instant);
    expect(asked(5, 3)).toEqual([]);
  });

  it("takes either end of a span alone", () => {
    expect(ids(ten, { startCreationTime: "2024-01-02T00:00:08+0800" })).toEqual(["c9", "c8"]);
    expect(ids(ten, { endCreationTime: "2024-01-02T00:00:01+0800" })).toEqual(["c1", "c0"]);
  });

  it("keeps to states, workflow, batch job and input, each matched whole", () => {
    const kinds = [
      { workflowId: "w1", inputObject: "input/a.jpg" },
      { inventoryTriggerJobId: "b1", inputObject: "input/a.jpg.bak" },
      { outcome: "Failed" },
      { outcome: "Cancel", startedAt: null },
    ];
    const call = openCi(worldOf(makeJobs(4, (index) => kinds[index] ?? {})));
    expect(ids(call, { workflowId: "w1" })).toEqual(["c0"]);
    expect(ids(call, { inventoryTriggerJobId: "b1" })).toEqual(["c1"]);
    expect(ids(call, { inputObject: "input/a.jpg" })).toEqual(["c0"]);
    expect(ids(call, { inputObject: "input/" })).toEqual([]);
    expect(ids(call, { states: "Failed,Cancel" })).toEqual(["c3", "c2"]);
    expect(ids(call, { states: "Failed,All" })).toHaveLength(4);
    expect(ids(call, { states: "All" })).toHaveLength(4);
  });

  it("lists a job from its creation on, in the state that it has by then", () => {
    let now = dayStart - 1;
    const jobs = makeJobs(1, () => ({ startedAt: dayStart + 2000, endedAt: dayStart + 4000, outcome: "Failed" }));
    const call = openCi(worldOf(jobs), { now: () => now });
    const stateAt = (at: number) => {
      now = at;
      return textsOf(call("/pic_jobs", scope).body, "State")[0];
    };
    expect([-1, 0, 1999, 2000, 3999, 4000].map((offset) => stateAt(dayStart + offset))).toEqual([
      undefined,
      "Submitted",
      "Submitted",
      "Running",
      "Running",
      "Failed",
    ]);
  });

  it("forgets jobs that are older than the retention", () => {
    let now = noon;
    const call = openCi(worldOf(makeJobs(3)), { retentionMs: noon - dayStart - 1000, now: () => now });
    expect(ids(call)).toEqual(["c2", "c1"]);
    now += 1000;
    expect(ids(call)).toEqual(["c2"]);
  });

  it("says AccessDenied for a denied queue, and for all of a denied bucket", () => {
    const world = { buckets: [makeBucket({ queues: [makeQueue(), makeQueue({ queueId: "p2" })] })] };
    const one = openCi(world, { denied: [{ bucket: "photos-1250000000", queueId: "p1" }] });
    expect(code(one, scope)).toBe("403 AccessDenied");
    expect(code(one, { ...scope, queueId: "p2" })).toBe("200 ");
    expect(one("/picqueue").status).toBe(200);
    const all = openCi(world, { denied: [{ bucket: "photos-1250000000" }] });
    expect(["/", "/picqueue", "/pic_jobs/c1"].map((path) => all(path).status)).toEqual([403, 403, 403]);
  });

  it.each<[CiBehaviour["emptyList"], string]>([
    ["none", "<Response></Response>"],
    ["hollow", "<Response><JobsDetail/></Response>"],
  ])("answers an empty list with %s", (emptyList, expected) => {
    expect(openCi(worldOf([]), { emptyList })("/pic_jobs", scope).body).toContain(expected);
  });
});
