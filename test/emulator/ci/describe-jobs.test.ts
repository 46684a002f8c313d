import { describe, expect, it } from "vitest";
import { readXml, textsOf } from "../read-xml.ts";
import { makeJobs, noon, worldOf } from "../small-world.ts";
import { openCi } from "./call-ci.ts";

const world = worldOf(makeJobs(12));

describe("GET /pic_jobs/<ids>", () => {
  it("tells of one job as the list does", () => {
    const call = openCi(world);
    const listed = readXml(call("/pic_jobs", { queueId: "p1", tag: "PicProcess", size: "1" }).body)[0];
    expect(readXml(call("/pic_jobs/c11").body)).toEqual([listed]);
  });

  it("names unknown ids in an answer that is no error", () => {
    const { status, body } = openCi(world)("/pic_jobs/c<x>");
    expect([status, textsOf(body, "NonExistJobIds"), textsOf(body, "JobId")]).toEqual([200, ["c&lt;x&gt;"], []]);
  });

  it("takes one id, or ten where told so, and refuses one more", () => {
    const ten = Array.from({ length: 9 }, (_, index) => `c${index}`);
    const { status, body } = openCi(world, { lookupIds: 10 })(`/pic_jobs/${[...ten, "gone"].join()}`);
    expect([status, textsOf(body, "JobId"), textsOf(body, "NonExistJobIds")]).toEqual([200, ten, ["gone"]]);
    expect(openCi(world, { lookupIds: 10 })(`/pic_jobs/${[...ten, "c9", "c10"].join()}`).status).toBe(400);
    const refused = openCi(world)("/pic_jobs/c1,c2");
    expect([refused.status, textsOf(refused.body, "Code")]).toEqual([400, ["InvalidArgument"]]);
  });

  it("does not know jobs that are not created yet or forgotten", () => {
    const firstSecond = makeJobs(1)[0]?.createdAt ?? 0;
    const early = openCi(world, { now: () => firstSecond });
    expect(textsOf(early("/pic_jobs/c0").body, "JobId")).toEqual(["c0"]);
    expect(textsOf(early("/pic_jobs/c1").body, "NonExistJobIds")).toEqual(["c1"]);
    const late = openCi(world, { now: () => noon, retentionMs: noon - firstSecond - 1000 });
    expect(textsOf(late("/pic_jobs/c0").body, "NonExistJobIds")).toEqual(["c0"]);
    expect(textsOf(late("/pic_jobs/c1").body, "JobId")).toEqual(["c1"]);
  });
});
