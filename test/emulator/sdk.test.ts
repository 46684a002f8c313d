/** The vendor's own client, unmodified, against the emulator: if it cannot tell the difference, ours may trust it. */

import COS from "cos-nodejs-sdk-v5";
import { describe, expect, it } from "vitest";
import type { EmulatorOptions } from "../../emulator/options.ts";
import { openEmulator } from "./open-emulator.ts";
import { credential, dayStart, makeBucket, makeJobs, makeQueue } from "./small-world.ts";

const bucketUrl = "http://photos-1250000000.ci.ap-chongqing.myqcloud.com";
const regionUrl = "http://ci.ap-chongqing.myqcloud.com";
const jobs = makeJobs(25, (index) => ({
  ...(index === 24 ? { outcome: "Failed", code: "ImageError", message: "图片 <解码> & 失败" } : {}),
}));
const paused = makeQueue({ queueId: "p2", name: "second", state: "Paused" });
const world = {
  buckets: [
    makeBucket({ queues: [makeQueue({ jobs }), paused] }),
    makeBucket({ name: "other-1250000000", region: "ap-beijing" }),
  ],
};

interface Ask {
  readonly Url?: string;
  readonly Key: string;
  readonly Query?: Readonly<Record<string, string>>;
}

/** The SDK signs by the machine's clock, which the emulator's is far behind of. */
const signature = { skewSeconds: 10 ** 9 };

async function openClient(options: Partial<EmulatorOptions> = {}, settings: COS.COSOptions = {}) {
  const emulator = await openEmulator({ world, signature, ...options });
  const cos = new COS({
    SecretId: credential.secretId,
    SecretKey: credential.secretKey,
    Protocol: "http:",
    AutoSwitchHost: false,
    Ip: `127.0.0.1:${emulator.port}`,
    ...settings,
  } as COS.COSOptions);
  return (ask: Ask) =>
    cos.request({ Method: "GET", Url: `${ask.Url ?? bucketUrl}/${ask.Key}`, Key: ask.Key, Query: { ...ask.Query } });
}

const scope = { queueId: "p1", tag: "PicProcess" };

describe("cos.request() of cos-nodejs-sdk-v5", () => {
  it("lists buckets", async () => {
    const request = await openClient();
    const { Response, statusCode } = await request({
      Url: regionUrl,
      Key: "picbucket",
      Query: { regions: "ap-beijing" },
    });
    expect(statusCode).toBe(200);
    expect(Response).toMatchObject({
      TotalCount: "1",
      PageNumber: "1",
      PageSize: "10",
      PicBucketList: { BucketId: "other-1250000000", Region: "ap-beijing", CreateTime: "2024-01-02T00:00:00+0800" },
    });
  });

  it("lists queues, by page and by id", async () => {
    const request = await openClient();
    const { Response: page } = await request({ Key: "picqueue", Query: { state: "Paused", pageSize: "100" } });
    expect(page).toMatchObject({ TotalCount: "1", QueueList: { QueueId: "p2", Name: "second", State: "Paused" } });
    const { Response: byId } = await request({ Key: "picqueue", Query: { queueIds: "p1,A,B" } });
    expect(byId).toMatchObject({ QueueList: { QueueId: "p1" }, NonExistPIDs: ["A", "B"] });
  });

  it("reads a night of jobs through a chain of pages with awkward tokens", async () => {
    const request = await openClient({ pages: { awkwardTokens: true } });
    const span = { startCreationTime: "2024-01-02T00:00:00+0800", endCreationTime: "2024-01-02T23:59:59+0800" };
    const found: string[] = [];
    let token: string | undefined;
    do {
      const Query = { ...scope, ...span, orderByTime: "Asc", size: "10", ...(token ? { nextToken: token } : {}) };
      const { Response } = await request({ Key: "pic_jobs", Query });
      found.push(...Response.JobsDetail.map(({ JobId }: { JobId: string }) => JobId));
      token = Response.NextToken;
    } while (token);
    expect(found).toEqual(jobs.map(({ jobId }) => jobId));
  });

  it("reads a failed job with its message", async () => {
    const request = await openClient();
    const { Response } = await request({ Key: "pic_jobs", Query: { ...scope, states: "Failed" } });
    expect(Response.JobsDetail).toMatchObject({
      JobId: "c24",
      State: "Failed",
      Code: "ImageError",
      Message: "图片 <解码> & 失败",
      CreationTime: "2024-01-02T00:00:24+0800",
      Input: { BucketId: "photos-1250000000", Object: "input/deer.jpg" },
    });
  });

  it("describes jobs by id", async () => {
    const request = await openClient({ lookupIds: 10 });
    const { Response } = await request({ Key: "pic_jobs/c1,c2,nope" });
    expect(Response.JobsDetail).toMatchObject([{ JobId: "c1" }, { JobId: "c2" }]);
    expect(Response.NonExistJobIds).toBe("nope");
  });

  it("reads whether the service is on", async () => {
    const request = await openClient();
    expect(await request({ Key: "" })).toMatchObject({ CIStatus: "on" });
  });

  it("is told of an error with its request id", async () => {
    const request = await openClient();
    const refused = request({ Key: "pic_jobs", Query: { queueId: "p1" } });
    await expect(refused).rejects.toMatchObject({
      code: "InvalidArgument",
      statusCode: 400,
      message: "tag is required",
    });
    await expect(refused).rejects.toHaveProperty("RequestId", expect.stringMatching(/^\S+$/));
  });

  it("is refused with a wrong key, and taken with the session token of a temporary one", async () => {
    const wrong = await openClient({}, { SecretKey: "wrong" });
    await expect(wrong({ Key: "picqueue" })).rejects.toMatchObject({ statusCode: 401, code: "InvalidAuthorization" });
    const credentials = [{ ...credential, sessionToken: "token/+=" }];
    const withToken = await openClient({ credentials }, { SecurityToken: "token/+=" });
    expect((await withToken({ Key: "picqueue" })).statusCode).toBe(200);
    const without = await openClient({ credentials });
    await expect(without({ Key: "picqueue" })).rejects.toMatchObject({ statusCode: 401, code: "AccessDenied" });
  });

  it("gets through a proxy, which is asked with whole URLs", async () => {
    const { port } = await openEmulator({ world, signature });
    const request = await openClient({}, { Ip: "", Proxy: `http://127.0.0.1:${port}` });
    expect((await request({ Key: "picqueue" })).Response.TotalCount).toBe("2");
  });

  it("tries again by itself after errors of the server and broken connections", async () => {
    const request = await openClient({
      faults: [
        { match: { path: "/picqueue" }, times: 1, fault: { status: 503, code: "ServiceUnavailable" } },
        { match: { path: "/picqueue" }, times: 1, fault: "reset" },
        { match: { path: "/picqueue" }, times: 1, fault: "cut-wrong-length" },
      ],
    });
    expect((await request({ Key: "picqueue" })).statusCode).toBe(200);
    const throttled = await openClient({ throttle: { ratePerSecond: 1, burst: 0 } });
    await expect(throttled({ Key: "picqueue" })).rejects.toMatchObject({ statusCode: 429, code: "SlowDown" });
  });

  it("sees a job begin", async () => {
    let now = dayStart + 500;
    const request = await openClient({ now: () => now });
    const stateNow = async () => (await request({ Key: "pic_jobs/c0" })).Response.JobsDetail.State;
    const before = await stateNow();
    now = dayStart + 1000;
    expect([before, await stateNow()]).toEqual(["Submitted", "Running"]);
  });
});
