/** Quirks that a probe is to find: what the emulated service does where the documents are silent. */

import { describe, expect, it } from "vitest";
import { textsOf } from "../read-xml.ts";
import { dayStart, makeJobs, worldOf } from "../small-world.ts";
import { type CallOptions, openCi } from "./call-ci.ts";

const world = worldOf(makeJobs(150));
const list = { queueId: "p1", tag: "PicProcess", orderByTime: "Asc" };

function idsOf(options: CallOptions, query: Record<string, string>, path = "/pic_jobs") {
  const { status, body } = openCi(world, options)(path, { ...list, ...query });
  return status === 200 ? textsOf(body, "JobId") : status;
}

describe("a list's size", () => {
  it("is refused beyond the largest, or capped to it", () => {
    expect(idsOf({}, { size: "101" })).toBe(400);
    expect(idsOf({ maxSize: 200 }, { size: "200" })).toHaveLength(150);
    expect(idsOf({ oversize: "capped" }, { size: "5000" })).toHaveLength(100);
    expect(idsOf({ oversize: "capped" }, { size: "0" })).toBe(400);
  });
});

describe("a list's times", () => {
  // 2024-01-01T16:00:03Z is 00:00:03 of the day that the jobs begin with.
  const span = (startCreationTime: string, endCreationTime: string) => ({ startCreationTime, endCreationTime });

  it("are the documented ones only, unless others are taken", () => {
    const utc = span("2024-01-01T16:00:03Z", "2024-01-01T16:00:04+00:00");
    expect(idsOf({}, utc)).toBe(400);
    expect(idsOf({ times: "offsets" }, utc)).toEqual(["c3", "c4"]);
    expect(idsOf({ times: "offsets" }, span("2024-01-02T00:00:03", "2024-01-02T00:00:04"))).toBe(400);
    expect(idsOf({ times: "offsets" }, span("2024-13-02T00:00:03Z", "2024-01-02T00:00:04Z"))).toBe(400);
  });

  it("lose their offset where the service is careless", () => {
    expect(idsOf({ times: "careless" }, span("2024-01-02T00:00:03Z", "2024-01-02T00:00:04"))).toEqual(["c3", "c4"]);
  });
});

describe("GET /jobs", () => {
  it("lists what the family's list does", () => {
    expect(idsOf({}, { size: "3" }, "/jobs")).toEqual(idsOf({}, { size: "3" }));
  });

  it("can be denied, or tell of an hour ago", () => {
    expect(idsOf({ unifiedList: "denied" }, {}, "/jobs")).toBe(403);
    const now = () => dayStart + 3_600_000 + 5_000;
    expect(idsOf({ unifiedList: "lagging", now }, {}, "/jobs")).toEqual(["c0", "c1", "c2", "c3", "c4", "c5"]);
  });
});

describe("a look-up", () => {
  it("leaves out ids beyond the number that it takes, and unknown ones, where told so", () => {
    const { status, body } = openCi(world, { excessIds: "ignored" })("/pic_jobs/c1,c2");
    expect([status, textsOf(body, "JobId"), textsOf(body, "NonExistJobIds")]).toEqual([200, ["c1"], []]);
    expect(textsOf(openCi(world, { unknownIds: "silent" })("/pic_jobs/gone").body, "NonExistJobIds")).toEqual([]);
  });
});
