import { describe, expect, it } from "vitest";
import { readXml, textsOf } from "../read-xml.ts";
import { makeJob, worldOf } from "../small-world.ts";
import { openCi } from "./call-ci.ts";

const call = openCi(worldOf([]));

describe("createCloudInfinite()", () => {
  it("says that a bucket is bound to the service, in JSON", () => {
    expect(JSON.parse(call("/").body)).toEqual({ CIStatus: "on" });
  });

  it("words a refusal as the service does", () => {
    const { status, body } = call("/ai_queue");
    expect(status).toBe(404);
    expect(readXml(body)).toEqual([
      ["Code", "InvalidUrl"],
      ["Message", "there is no operation at /ai_queue"],
      ["RequestId", "request-1"],
      ["TraceId", "request-1"],
    ]);
  });

  it.each<[string, string, number]>([
    ["/picqueue", "other-1250000000", 404],
    ["/pic_jobs", "other-1250000000", 404],
    ["/", "other-1250000000", 404],
  ])("does not know at %s the bucket %s", (path, bucket, status) => {
    const refused = call(path, {}, bucket);
    expect([refused.status, textsOf(refused.body, "Code")]).toEqual([status, ["NoSuchBucket"]]);
  });

  it("lists nothing but buckets on a region's host", () => {
    const serve = openCi(worldOf([makeJob()]));
    expect(textsOf(serve("/picbucket").body, "Name")).toEqual(["photos-1250000000"]);
  });

  it("implements no method but GET", () => {
    const refused = openCi(worldOf([]), { method: "PUT" })("/picqueue");
    expect([refused.status, textsOf(refused.body, "Code")]).toEqual([501, ["NotImplemented"]]);
  });

  it("refuses a world whose queue is not in order of creation", () => {
    const jobs = [makeJob({ jobId: "c2", createdAt: 2000 }), makeJob({ jobId: "c1", createdAt: 1000 })];
    expect(() => openCi(worldOf(jobs))).toThrow(
      new RangeError("Cannot index queue p1: job c1 is older than the one before it"),
    );
  });
});
