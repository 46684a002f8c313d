import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeSaved } from "../../../lib/adapters/ci/decode-saved.ts";
import { fixtureUrl, responseOf } from "./response-of.ts";

describe("decodeSaved()", () => {
  it("reads a list", () => {
    expect(decodeSaved(readFileSync(fixtureUrl("pic-jobs.xml")), "pic").map(({ id }) => id)).toEqual([
      "c93984788066911e689ed352d4d9d2ghd4",
      "c93984788066911ed89ed352d4d9d2084",
    ]);
  });

  it("reads a lookup and leaves out the ids that do not exist", () => {
    const lookup = responseOf(
      "<JobsDetail><JobId>c1</JobId><CreationTime>2022-07-18T15:16:43Z</CreationTime></JobsDetail><NonExistJobIds>c2,c3</NonExistJobIds>",
    );
    expect(decodeSaved(lookup, "pic").map(({ id }) => id)).toEqual(["c1"]);
  });

  it.each(["picbucket-page.xml", "picqueue-page.xml"])("refuses %s, which tells of no job", (name) => {
    const saved = readFileSync(fixtureUrl(name));
    expect(() => decodeSaved(saved, "pic")).toThrow(/^Cannot read jobs: the answer holds <\w+> and no job\.$/);
  });

  it("reads a list of no jobs", () => {
    expect(decodeSaved(responseOf("<JobsDetail/><NextToken/>"), "pic")).toEqual([]);
    expect(decodeSaved(responseOf(""), "pic")).toEqual([]);
  });

  it("reads a callback", () => {
    const callback = responseOf(
      "<EventName>TaskFinish</EventName><JobsDetail><CreationTime>2022-07-18T15:16:43+0800</CreationTime><JobId>c1</JobId><State>Failed</State></JobsDetail>",
    );
    expect(decodeSaved(callback, "pic")).toMatchObject([{ id: "c1", state: "Failed" }]);
  });
});
