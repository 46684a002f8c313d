import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeJobPage } from "../../../lib/adapters/ci/decode-jobs.ts";
import { ProtocolError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import { fixtureUrl, responseOf } from "./response-of.ts";

const decode = (bytes: Uint8Array) => decodeJobPage(bytes, "pic");
const fixture = (name: string) => readFileSync(fixtureUrl(name));

const sampleJob: Job = {
  family: "pic",
  id: "c93984788066911e689ed352d4d9d2ghd4",
  queueId: "p2911917386e148639319e13c285cc774",
  tag: "PicProcess",
  state: "Submitted",
  code: "Success",
  message: "",
  createdAt: Date.UTC(2022, 6, 18, 7, 16, 43),
  startedAt: null,
  endedAt: null,
  input: { bucket: "test-1234567890", region: "ap-chongqing", object: "input/deer.jpg" },
  output: { bucket: "test-1234567890", region: "ap-chongqing", object: "output/out.jpg" },
  operation: { templateId: "t10461fe2bd5a649db9022452ec71e0381", templateName: "test", rule: null },
  workflow: null,
  userData: "This is my data.",
  innerFailures: [],
  extra: { Operation: { JobLevel: "0" } },
};
const samplePage = {
  jobs: [
    sampleJob,
    {
      ...sampleJob,
      id: "c93984788066911ed89ed352d4d9d2084",
      operation: { templateId: null, templateName: null, rule: "imageMogr2/rotate/90" },
      extra: { Operation: { JobLevel: "0", PicProcess: { IsPicInfo: "true" } } },
    },
  ],
  nextToken: null,
};

describe("decodeJobPage()", () => {
  it("decodes the sample of the vendor's page DescribePicJobs", () => {
    expect(decode(fixture("pic-jobs.xml"))).toEqual(samplePage);
  });

  it("decodes the same page in alphabetical order to the same bytes", () => {
    const alphabetical = decode(fixture("pic-jobs-alphabetical.xml"));
    expect(alphabetical).toEqual(samplePage);
    expect(JSON.stringify(alphabetical)).toBe(JSON.stringify(decode(fixture("pic-jobs.xml"))));
  });

  it("takes the job's own fields, not those of the results inside", () => {
    expect(decode(fixture("nested-results.xml"))).toEqual({
      jobs: [
        {
          family: "pic",
          id: "c0000000000000000000000000000000001",
          queueId: "p0000000000000000000000000000000001",
          tag: "ImageInspect",
          state: "Success",
          code: "Success",
          message: "",
          createdAt: Date.UTC(2022, 6, 18, 7, 16, 43),
          startedAt: Date.UTC(2022, 6, 18, 7, 16, 44),
          endedAt: Date.UTC(2022, 6, 18, 7, 16, 53),
          input: { bucket: "photos-1250000000", region: "ap-chongqing", object: "in/鹿 1.jpg" },
          output: null,
          operation: null,
          workflow: { workflowId: "w01", workflowName: "nightly", runId: "i01" },
          userData: "This is my data.",
          innerFailures: [
            { path: "Operation.ImageInspectResult", code: "Success", message: "" },
            { path: "Operation.ImageInspectResult.AutoProcessResult", code: "AccessDenied", message: "Access denied" },
          ],
          extra: {
            Input: {
              CosHeaders: [
                { Key: "Content-Type", Value: "image/jpeg" },
                { Key: "x-cos-meta-owner", Value: "a & b" },
              ],
            },
            Operation: {
              ImageInspectResult: {
                AutoProcessResult: { Code: "AccessDenied", Message: "Access denied" },
                Code: "Success",
                JobId: "inner",
                Message: "",
                StartTime: "0.000000",
                State: "Failed",
                Tag: "Inner",
              },
              JobLevel: "0",
            },
            Progress: "100",
          },
        },
      ],
      nextToken: "21",
    });
  });

  it.each([
    ["one", 1],
    ["a hundred", 100],
    ["no", 0],
  ])("reads %s jobs", (_, count) => {
    const detail = (id: number) =>
      `<JobsDetail><JobId>${id}</JobId><CreationTime>2022-07-18T15:16:43Z</CreationTime></JobsDetail>`;
    const ids = Array.from({ length: count }, (_, index) => index);
    expect(decode(responseOf(ids.map(detail).join(""))).jobs.map(({ id }) => id)).toEqual(ids.map(String));
  });

  it("keeps ids as text, whatever number they look like", () => {
    const detail = (id: string) =>
      `<JobsDetail><JobId>${id}</JobId><CreationTime>2022-07-18T15:16:43Z</CreationTime></JobsDetail>`;
    const ids = ["0012345678901234567890", "1e5", "0x1F", "true", "__proto__"];
    expect(decode(responseOf(ids.map(detail).join(""))).jobs.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    "<JobsDetail/>",
    "<JobsDetail></JobsDetail>",
    "<JobsDetail>\n<Code/><Message/><JobId/><QueueId/></JobsDetail>",
    "<JobsDetail><JobId></JobId><CreationTime>-</CreationTime><Operation><JobLevel>0</JobLevel></Operation></JobsDetail>",
  ])("takes %j for no job", (detail) => {
    expect(decode(responseOf(detail))).toEqual({ jobs: [], nextToken: null });
  });

  it.each(["", "<NextToken/>", "<NextToken></NextToken>", "<NextToken>\n</NextToken>"])(
    "takes %j for the end of the chain",
    (token) => expect(decode(responseOf(token)).nextToken).toBeNull(),
  );

  it.each([
    ["<JobsDetail><State>Failed</State></JobsDetail>", "Cannot read a job of the answer: it has no JobId."],
    ["<JobsDetail>...</JobsDetail>", "Cannot read a job of the answer: it has no JobId."],
    ["<JobsDetail><Code>Success</Code></JobsDetail>", "Cannot read a job of the answer: it has no JobId."],
    ["<JobsDetail><JobId>c1</JobId></JobsDetail>", "Cannot read job c1: its CreationTime is ``."],
    [
      "<JobsDetail><JobId>c1</JobId><CreationTime>-</CreationTime></JobsDetail>",
      "Cannot read job c1: its CreationTime is `-`.",
    ],
    [
      "<JobsDetail><JobId>c1</JobId><CreationTime>yesterday</CreationTime></JobsDetail>",
      "Cannot read job c1: its CreationTime is `yesterday`.",
    ],
    [
      "<JobsDetail><JobId>c1</JobId><JobId>c2</JobId></JobsDetail>",
      "Cannot read JobsDetail: it holds more than one JobId.",
    ],
    ["<JobsDetail><State/><State>Failed</State></JobsDetail>", "Cannot read JobsDetail: it holds more than one State."],
    ["<JobsDetail><Operation/><Operation/></JobsDetail>", "Cannot read JobsDetail: it holds more than one Operation."],
    [
      "<JobsDetail><State><b>Failed</b></State></JobsDetail>",
      "Cannot read JobsDetail: its State holds elements, not text.",
    ],
    ["<NextToken>1</NextToken><NextToken>2</NextToken>", "Cannot read Response: it holds more than one NextToken."],
    ["internal error", "Cannot read the answer: text stands loose in it, `internal error`."],
  ])("refuses %j", (inner, message) => {
    const bytes = responseOf(inner);
    const attempt = () => decode(bytes);
    expect(attempt).toThrow(ProtocolError);
    expect(attempt).toThrow(expect.objectContaining({ message, body: bytes }));
  });
});
