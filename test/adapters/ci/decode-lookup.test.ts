import { describe, expect, it } from "vitest";
import { decodeLookup } from "../../../lib/adapters/ci/decode-lookup.ts";
import { ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import { responseOf } from "./response-of.ts";

const detail = (id: string) =>
  `<JobsDetail><JobId>${id}</JobId><State>Running</State><CreationTime>2022-07-18T15:16:43+0800</CreationTime></JobsDetail>`;

function lookup(inner: string) {
  const { jobs, unknown } = decodeLookup(responseOf(inner), "pic");
  return [jobs.map(({ id, state }) => `${id} ${state}`), unknown];
}

describe("decodeLookup()", () => {
  it("tells the jobs, and the ids that do not exist, wherever they stand", () => {
    const inner = `<NonExistJobIds>c9</NonExistJobIds>${detail("c1")}<NonExistJobIds>c8</NonExistJobIds>${detail("c2")}`;
    expect(lookup(inner)).toEqual([
      ["c1 Running", "c2 Running"],
      ["c9", "c8"],
    ]);
  });

  it.each([
    ["<NonExistJobIds>c1,c2</NonExistJobIds>", ["c1", "c2"]],
    ["<NonExistJobIds>\n c1 , c2,\n</NonExistJobIds>", ["c1", "c2"]],
    ["<NonExistJobIds>c1,c2</NonExistJobIds><NonExistJobIds>c3</NonExistJobIds>", ["c1", "c2", "c3"]],
    ["<NonExistJobIds/>", []],
    ["", []],
    ["<JobsDetail/>", []],
  ])("reads %j as the ids %j, and no job", (inner, ids) => {
    expect(lookup(inner)).toEqual([[], ids]);
  });

  it.each([
    [
      "<NonExistJobIds><JobId>c1</JobId></NonExistJobIds>",
      "Cannot read Response: its NonExistJobIds holds elements, not text.",
    ],
    [
      `${detail("c1")}<NonExistJobIds>c2,c1</NonExistJobIds>`,
      "Cannot read job c1: the answer tells of it and says it does not exist.",
    ],
    ["<QueueList><QueueId>p1</QueueId></QueueList>", "Cannot read jobs: the answer holds <QueueList> and no job."],
    ["<JobsDetail><State>Failed</State></JobsDetail>", "Cannot read a job of the answer: it has no JobId."],
  ])("refuses %j", (inner, message) => {
    const bytes = responseOf(inner);
    const attempt = () => decodeLookup(bytes, "pic");
    expect(attempt).toThrow(ProtocolError);
    expect(attempt).toThrow(expect.objectContaining({ message, body: bytes }));
  });

  it("takes an error with status 200 for an error", () => {
    expect(() => decodeLookup(Buffer.from("<Error><Code>AccessDenied</Code></Error>"), "pic")).toThrow(ServiceError);
  });
});
