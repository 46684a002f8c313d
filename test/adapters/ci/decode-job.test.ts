import { describe, expect, it } from "vitest";
import { decodeJobPage } from "../../../lib/adapters/ci/decode-jobs.ts";
import type { Job } from "../../../lib/core/job.ts";
import { detailOf, responseOf } from "./response-of.ts";

const decode = (bytes: Uint8Array) => decodeJobPage(bytes, "pic");

function jobOf(inner: string): Job | undefined {
  return decode(detailOf(inner)).jobs[0];
}

describe("decodeJob()", () => {
  it("takes the job's own fields when results inside stand where the job has none", () => {
    const operation =
      "<Operation><MediaInfo><StartTime>0.000000</StartTime><Message>m</Message></MediaInfo></Operation>";
    expect(jobOf(operation)).toMatchObject({ startedAt: null, endedAt: null, message: "", code: "" });
  });

  it.each(["", "<StartTime>-</StartTime>", "<StartTime/>", "<StartTime></StartTime>", "<StartTime>\n</StartTime>"])(
    "takes %j for a job that has not started",
    (start) => {
      expect(jobOf(start)).toMatchObject({ startedAt: null, extra: {} });
    },
  );

  it("keeps a time that it cannot read as it came", () => {
    expect(jobOf("<StartTime>soon</StartTime><EndTime>2022-02-30T00:00:00+0800</EndTime>")).toMatchObject({
      startedAt: null,
      endedAt: null,
      extra: { StartTime: "soon", EndTime: "2022-02-30T00:00:00+0800" },
    });
  });

  it("keeps a state that it does not know", () => {
    const detail = "<JobId>c1</JobId><CreationTime>2022-07-18T15:16:43Z</CreationTime>";
    const states = ["Cancelled", "", " Failed\n"].map(
      (state) => `<JobsDetail>${detail}<State>${state}</State></JobsDetail>`,
    );
    expect(decode(responseOf(states.join(""))).jobs.map(({ state }) => state)).toEqual(["Cancelled", "", "Failed"]);
  });

  it("keeps a message and an object name as they are", () => {
    const job = jobOf("<Message> 下载&#x5931;败: a &lt;b&gt; </Message><Input><Object> a/-</Object></Input>");
    expect(job).toMatchObject({ message: " 下载失败: a <b> ", input: { bucket: null, region: null, object: " a/-" } });
  });

  it("reads the bucket of an input under either name, and keeps what is left", () => {
    expect(jobOf("<Input><Bucket>b-1</Bucket></Input>")).toMatchObject({ input: { bucket: "b-1" }, extra: {} });
    expect(jobOf("<Input><BucketId>b-1</BucketId><Bucket>b-2</Bucket></Input>")).toMatchObject({
      input: { bucket: "b-1" },
      extra: { Input: { Bucket: "b-2" } },
    });
  });

  it.each(["<Input/>", "<Input>\n</Input>", "<Input><Object/></Input>", ""])("takes %j for no input", (input) => {
    expect(jobOf(input)).toMatchObject({ input: null, extra: {} });
  });

  it("keeps what stands where it is not expected", () => {
    const job = jobOf(
      "<Input>loose</Input><Operation>text<Output><Object>1</Object></Output><Output><Object>2</Object></Output>" +
        "<UserData><b>x</b></UserData><PicProcess><ProcessRule>a</ProcessRule><ProcessRule>b</ProcessRule></PicProcess></Operation>",
    );
    expect(job).toMatchObject({ input: null, output: null, userData: null, operation: null });
    expect(job?.extra).toEqual({
      Input: "loose",
      Operation: {
        "#text": "text",
        Output: [{ Object: "1" }, { Object: "2" }],
        PicProcess: { ProcessRule: ["a", "b"] },
        UserData: { b: "x" },
      },
    });
  });

  it("reads a workflow's name under either name", () => {
    expect(jobOf("<Workflow><WorkflowName>n</WorkflowName></Workflow>")?.workflow).toEqual({
      workflowId: null,
      workflowName: "n",
      runId: null,
    });
    expect(jobOf("<Workflow><Name>n</Name></Workflow>")?.workflow?.workflowName).toBe("n");
    expect(jobOf("<Workflow/>")?.workflow).toBeNull();
  });

  it("reads the rule in the element named after the tag", () => {
    const bytes = responseOf(
      "<JobsDetail><JobId>c1</JobId><CreationTime>2022-07-18T15:16:43Z</CreationTime><Tag>PosterProduction</Tag>" +
        "<Operation><PosterProduction><ProcessRule>r</ProcessRule></PosterProduction></Operation></JobsDetail>",
    );
    expect(decode(bytes).jobs[0]).toMatchObject({ operation: { rule: "r" }, extra: {} });
  });

  it("is not misled by names that objects have", () => {
    const job = jobOf("<__proto__><State>x</State></__proto__><constructor>y</constructor><toString/>");
    const own = Object.entries(job?.extra ?? {});
    expect(own).toEqual([
      ["__proto__", { State: "x" }],
      ["constructor", "y"],
      ["toString", ""],
    ]);
    expect(Object.getPrototypeOf(job?.extra)).toBe(Object.prototype);
  });
});
