import { describe, expect, it } from "vitest";
import type { CiBehaviour } from "../../../emulator/ci/behaviour.ts";
import type { EmulatedJob } from "../../../emulator/world.ts";
import { type Ordered, readXml } from "../read-xml.ts";
import { makeJob, worldOf } from "../small-world.ts";
import { openCi } from "./call-ci.ts";

function render(parts: Partial<EmulatedJob>, behaviour: Partial<CiBehaviour> = {}): { xml: string; job: Ordered } {
  const xml = openCi(worldOf([makeJob(parts)]), behaviour)("/pic_jobs/c1").body;
  const [, job = []] = readXml(xml)[0] ?? [];
  return { xml, job: job as Ordered };
}

function names(job: Ordered): string[] {
  return job.map(([name]) => name);
}

function child(job: Ordered, name: string): string | Ordered | undefined {
  return job.find(([found]) => found === name)?.[1];
}

describe("renderJob()", () => {
  const inner = "<ImageInspectResult><Code>1</Code><Message>bad</Message><State>Failed</State></ImageInspectResult>";
  const whole = {
    ...{ operationXml: inner, templateId: "t1", templateName: "small", rule: "imageMogr2/rotate/90" },
    ...{ workflowId: "w1", workflowName: "resize", workflowRunId: "r1" },
  };

  it("puts elements in alphabetical order, Operation with a State inside before the job's own", () => {
    const { job } = render(whole, { extraElements: true });
    expect(names(job)).toEqual([
      ...["Code", "CreationTime", "EndTime", "Input", "JobId", "Message", "Operation", "QueueId", "QueueType"],
      ...["StartTime", "State", "Tag", "Workflow"],
    ]);
    expect(names(job)).toEqual(names(job).toSorted());
    const operation = child(job, "Operation") as Ordered;
    expect(names(operation)).toEqual(names(operation).toSorted());
    expect(child(job, "Workflow")).toEqual([
      ["RunId", "r1"],
      ["WorkflowId", "w1"],
      ["WorkflowName", "resize"],
    ]);
  });

  it("puts State before Operation in the documented order", () => {
    const { job } = render(whole, { elementOrder: "documented" });
    expect(names(job)).toEqual([
      ...["Code", "Message", "JobId", "State", "CreationTime", "EndTime", "StartTime", "QueueId", "Tag"],
      ...["Input", "Operation", "Workflow"],
    ]);
    expect(names(child(job, "Operation") as Ordered)).toEqual([
      ...["Output", "ImageInspectResult", "TemplateId", "TemplateName", "PicProcess", "UserData", "JobLevel"],
    ]);
  });

  it("says the same in both orders", () => {
    const sorted = (job: Ordered): unknown =>
      job.map(([name, value]) => [name, typeof value === "string" ? value : sorted(value)]).toSorted();
    expect(sorted(render(whole).job)).toEqual(sorted(render(whole, { elementOrder: "documented" }).job));
  });

  it("escapes what XML reserves, and leaves Chinese text and Raw results as they are", () => {
    const { xml, job } = render({
      inputObject: `输入/a&b<c>"d'.jpg`,
      outcome: "Failed",
      message: "5 < 6 & 7",
      operationXml: inner,
    });
    expect(xml).toContain("输入/a&amp;b&lt;c&gt;&quot;d&apos;.jpg");
    expect(child(job, "Input")).toContainEqual(["Object", `输入/a&b<c>"d'.jpg`]);
    expect(child(job, "Message")).toBe("5 < 6 & 7");
    expect(child(job, "Operation")).toContainEqual([
      "ImageInspectResult",
      [
        ["Code", "1"],
        ["Message", "bad"],
        ["State", "Failed"],
      ],
    ]);
  });

  it("writes a dash for what has not happened, and an empty element for what is empty", () => {
    const { xml } = render({ startedAt: null, endedAt: null, userData: "" });
    for (const part of ["<StartTime>-</StartTime>", "<EndTime>-</EndTime>", "<Message/>", "<UserData/>"]) {
      expect(xml).toContain(part);
    }
  });

  it("places input and output in the queue's bucket, or where the job says", () => {
    const place = { bucket: "archive-1250000000", region: "ap-beijing" };
    expect(child(render({}).job, "Input")).toContainEqual(["BucketId", "photos-1250000000"]);
    const { job } = render({ objectsIn: place });
    expect(child(job, "Input")).toEqual([
      ["BucketId", "archive-1250000000"],
      ["Object", "input/deer.jpg"],
      ["Region", "ap-beijing"],
    ]);
    expect(child(child(job, "Operation") as Ordered, "Output")).toContainEqual(["Bucket", "archive-1250000000"]);
  });

  it("tells of a workflow only when one started the job", () => {
    expect(names(render({}).job)).not.toContain("Workflow");
    expect(child(render({ workflowId: "w1" }).job, "Workflow")).toEqual([["WorkflowId", "w1"]]);
  });
});
