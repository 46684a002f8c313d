import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCloudInfinite } from "../../../lib/adapters/ci/ci-client.ts";
import type { Send, TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { ServiceError } from "../../../lib/core/errors.ts";
import type { JobsRequest } from "../../../lib/ports/cloud-infinite.ts";
import { fixtureUrl } from "./response-of.ts";

interface Sent {
  readonly request: TencentRequest;
  readonly signal: AbortSignal;
}

/** A client whose every call is answered with `body`, and what it sent. */
function clientAnswering(body: string | Buffer, requestId: string | null = "r1") {
  const sent: Sent[] = [];
  const send: Send = async (request, read, signal) => {
    sent.push({ request, signal });
    const answer = { status: 200, headers: {}, body: Buffer.from(body), requestId };
    return { value: read(answer), retries: 2, rate: 12, requestId };
  };
  return { client: createCloudInfinite({ send }), sent };
}

const { signal } = new AbortController();
const jobsRequest: JobsRequest = {
  scope: { family: "pic", region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: "PicProcess" },
  createdFrom: Date.UTC(2022, 6, 17, 16),
  createdTo: Date.UTC(2022, 6, 18, 15, 59, 59),
  order: "Asc",
  size: 100,
  token: null,
};

describe("createCloudInfinite()", () => {
  it("asks the region's host for buckets", async () => {
    const { client, sent } = clientAnswering(readFileSync(fixtureUrl("picbucket-page.xml")));
    const page = await client.listBuckets(
      { family: "pic", region: "ap-beijing", names: ["a-1", "b-1"], page: 3 },
      signal,
    );
    expect(page.rows.map(({ name }) => name)).toEqual(["examplebucket-1250000000", "examplebucket-1-1250000000"]);
    expect(page.totalCount).toBe(2);
    expect(sent).toEqual([
      {
        signal,
        request: {
          method: "GET",
          host: "ci.ap-beijing.myqcloud.com",
          path: "/picbucket",
          query: { regions: "ap-beijing", bucketNames: "a-1,b-1", pageNumber: "3", pageSize: "100" },
          maxAnswerBytes: 8 << 20,
          lendsBody: true,
        },
      },
    ]);
  });

  it("leaves the names out where all buckets are asked for", async () => {
    const { client, sent } = clientAnswering("<Response/>");
    await client.listBuckets({ family: "pic", region: "ap-beijing", names: [], page: 1 }, signal);
    expect(sent[0]?.request.query).toEqual({ regions: "ap-beijing", pageNumber: "1", pageSize: "100" });
  });

  it("asks the bucket's host for queues", async () => {
    const { client, sent } = clientAnswering(readFileSync(fixtureUrl("picqueue-page.xml")));
    const request = { family: "pic", region: "ap-chongqing", bucket: "photos-1250000000", page: 1 } as const;
    const page = await client.listQueues(request, signal);
    expect(page.rows.map(({ queueId }) => queueId)).toEqual(["p4a17eeea29334bf499b7e20e2fbfd99d"]);
    expect(sent).toEqual([
      {
        signal,
        request: {
          method: "GET",
          host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
          path: "/picqueue",
          query: { pageNumber: "1", pageSize: "100" },
          maxAnswerBytes: 8 << 20,
          lendsBody: true,
        },
      },
    ]);
  });

  it("asks the bucket's host for the first page of jobs, of every state", async () => {
    const { client, sent } = clientAnswering(readFileSync(fixtureUrl("nested-results.xml")));
    const page = await client.listJobs(jobsRequest, signal);
    expect(page).toMatchObject({
      jobs: [{ state: "Success" }],
      nextToken: "21",
      retries: 2,
      rate: 12,
      requestId: "r1",
    });
    expect(sent).toEqual([
      {
        signal,
        request: {
          method: "GET",
          host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
          path: "/pic_jobs",
          query: {
            queueId: "p1",
            tag: "PicProcess",
            orderByTime: "Asc",
            size: "100",
            startCreationTime: "2022-07-18T00:00:00+0800",
            endCreationTime: "2022-07-18T23:59:59+0800",
          },
          maxAnswerBytes: 8 << 20,
          lendsBody: true,
        },
      },
    ]);
  });

  it("sends the token back as it came, with the same span and size", async () => {
    const { client, sent } = clientAnswering("<Response/>");
    await client.listJobs({ ...jobsRequest, token: "a+/=中", order: "Desc", size: 1 }, signal);
    expect(sent[0]?.request.query).toEqual({
      queueId: "p1",
      tag: "PicProcess",
      orderByTime: "Desc",
      nextToken: "a+/=中",
      size: "1",
      startCreationTime: "2022-07-18T00:00:00+0800",
      endCreationTime: "2022-07-18T23:59:59+0800",
    });
  });

  it("asks for the jobs of one object where one is named", async () => {
    const { client, sent } = clientAnswering("<Response/>");
    await client.listJobs({ ...jobsRequest, inputObject: "in/图 &=1.jpg" }, signal);
    expect(sent[0]?.request.query).toMatchObject({ queueId: "p1", tag: "PicProcess", inputObject: "in/图 &=1.jpg" });
  });

  it("tells the request id of an error that came with status 200", async () => {
    const { client } = clientAnswering("<Error><Code>AccessDenied</Code></Error>");
    const attempt = client.listJobs(jobsRequest, signal);
    await expect(attempt).rejects.toBeInstanceOf(ServiceError);
    await expect(attempt).rejects.toMatchObject({ status: 200, serviceCode: "AccessDenied", requestId: "r1" });
  });

  it("prefers the answer's request id to the body's, which may be missing", async () => {
    const body = "<Error><Code>AccessDenied</Code><RequestId>r2</RequestId></Error>";
    await expect(clientAnswering(body).client.listJobs(jobsRequest, signal)).rejects.toMatchObject({ requestId: "r1" });
    const { client } = clientAnswering(body, null);
    await expect(client.listJobs(jobsRequest, signal)).rejects.toMatchObject({ requestId: "r2" });
  });

  it("tells the request id of an answer that cannot be read, and keeps the answer", async () => {
    const { client } = clientAnswering("<Response><JobsDetail>");
    const expected = { code: "PROTOCOL", requestId: "r1", body: Buffer.from("<Response><JobsDetail>") };
    await expect(client.listJobs(jobsRequest, signal)).rejects.toMatchObject(expected);
  });
});
