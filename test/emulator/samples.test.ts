/** The vendor's sample requests, sent to a cloud that holds what the samples show, must bring the sample answers. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EmulatedBucket, EmulatedJob, EmulatedNotify } from "../../emulator/world.ts";
import { ask } from "./ask.ts";
import { openEmulator } from "./open-emulator.ts";
import { type Ordered, readXml } from "./read-xml.ts";
import { makeBucket, makeJob, makeQueue } from "./small-world.ts";

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/vendor-samples/${name}`, import.meta.url), "utf8");
}

/** The request as the page prints it; its signature, whose key is secret, is made anew. */
function readRequest(name: string) {
  const text = fixture(`${name}.request.txt`);
  const target = new URL(/^GET (\S+) /.exec(text)?.[1] ?? "", "http://sample");
  const host = /^Host: ?(\S+)$/m.exec(text)?.[1] ?? "";
  return { path: target.pathname, host, query: Object.fromEntries(target.searchParams) };
}

async function answerTo(question: ReturnType<typeof readRequest>, buckets: readonly EmulatedBucket[]) {
  const { port } = await openEmulator({ world: { buckets }, elementOrder: "documented" });
  const { status, headers, text } = await ask({ ...question, port });
  expect(status).toBe(200);
  expect(headers).toMatchObject({ server: "tencent-ci", "content-type": "application/xml" });
  return readXml(text);
}

/** Every answer has an id of its own. */
function exceptId(elements: Ordered): Ordered {
  return elements.filter(([name]) => name !== "RequestId");
}

const at = (text: string) => Date.parse(text.replace("+0800", "+08:00"));

const notify: EmulatedNotify = {
  state: "On",
  url: "http://callback.demo.com",
  event: "TaskFinish,WorkflowFinish",
  type: "Url",
  resultFormat: "JSON",
};
const sampleQueue = makeQueue({
  queueId: "p4a17eeea29334bf499b7e20e2fbfd99d",
  name: "My-Queue-pic",
  createdAt: at("2022-08-09T16:23:11+0800"),
  updatedAt: at("2022-08-09T16:23:11+0800"),
  notify,
});

describe("the vendor's samples", () => {
  it("DescribePicBuckets", async () => {
    const buckets = [
      makeBucket({
        name: "examplebucket-1250000000",
        region: "ap-beijing",
        createdAt: at("2019-11-15T12:12:12+0800"),
      }),
      makeBucket({
        name: "examplebucket-1-1250000000",
        region: "ap-chongqing",
        createdAt: at("2020-11-16T14:13:15+0800"),
      }),
    ];
    const found = await answerTo(readRequest("picbucket"), buckets);
    expect(exceptId(found)).toEqual(exceptId(readXml(fixture("picbucket.response.xml"))));
    expect(found[0]?.[0]).toBe("RequestId");
  });

  it("DescribePicQueues by ids", async () => {
    const bucket = makeBucket({ name: "test-1234567890", queues: [sampleQueue] });
    const found = await answerTo(readRequest("picqueue-by-ids"), [bucket]);
    expect(exceptId(found)).toEqual(exceptId(readXml(fixture("picqueue-by-ids.response.xml"))));
  });

  it("DescribePicQueues by page", async () => {
    const bucket = makeBucket({ name: "example-130000000", queues: [sampleQueue] });
    const host = "example-130000000.ci.ap-chongqing.myqcloud.com";
    const question = { path: "/picqueue", host, query: { pageNumber: "1", pageSize: "10" } };
    const found = await answerTo(question, [bucket]);
    expect(exceptId(found)).toEqual(exceptId(readXml(fixture("picqueue-paged.response.xml"))));
  });

  it("DescribePicJobs", async () => {
    const waiting: Partial<EmulatedJob> = {
      createdAt: at("2022-07-18T15:16:43+0800"),
      startedAt: null,
      endedAt: null,
      objectsIn: { bucket: "test-1234567890", region: "ap-chongqing" },
    };
    const jobs = [
      makeJob({ ...waiting, jobId: "c93984788066911ed89ed352d4d9d2084", rule: "imageMogr2/rotate/90" }),
      makeJob({
        ...waiting,
        jobId: "c93984788066911e689ed352d4d9d2ghd4",
        templateId: "t10461fe2bd5a649db9022452ec71e0381",
        templateName: "test",
        rule: null,
      }),
    ];
    const queue = makeQueue({ queueId: "p2911917386e148639319e13c285cc774", jobs });
    const bucket = makeBucket({ name: "bucket-1250000000", region: "ap-beijing", queues: [queue] });
    expect(await answerTo(readRequest("pic_jobs"), [bucket])).toEqual(readXml(fixture("pic_jobs.response.xml")));
  });

  it.each(["ai_queue-by-ids", "ai_queue-paged"])("%s is of a family that is not emulated", async (name) => {
    const { port } = await openEmulator({ world: { buckets: [makeBucket({ name: "test-1234567890" })] } });
    const { status, text } = await ask({ ...readRequest(name), port });
    expect([status, text]).toEqual([404, expect.stringContaining("<Code>InvalidUrl</Code>")]);
  });
});
