import { strToU8, zipSync } from "fflate";
import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { scf } from "tencentcloud-sdk-nodejs-scf";
import { describe, expect, it } from "vitest";
import { createQuickClock } from "../quick-clock.ts";
import { credentials } from "../small-cloud.ts";
import { scenarioFile, startEmulator } from "../start-emulator.ts";

const scenario = `
night: 2026-11-18
jobs: 40
tags: { PicProcess: 1 }
buckets:
  - { name: photos-1250000000, region: ap-chongqing, queues: [{ name: thumbnails }] }
reportBucket: { name: audit-1250000000, region: ap-chongqing }
`;

describe("job-audit emulator", () => {
  it("runs functions that are deployed to it, on their timers, with keys of their role", async () => {
    const clock = createQuickClock(Date.now());
    const { url } = await startEmulator(["--json", "--scenario", await scenarioFile(scenario)], clock);
    const config = {
      credential: { secretId: credentials.TENCENTCLOUD_SECRETID, secretKey: credentials.TENCENTCLOUD_SECRETKEY },
      region: "ap-guangzhou",
      profile: { httpProfile: { protocol: "http://" as const, endpoint: new URL(url).host } },
    };
    const client = new scf.v20180416.Client(config);
    const FunctionName = "night";
    const index = `exports.main_handler = async ({ Type }) => {
      console.log(Type + " with " + Object.keys(process.env).filter((name) => /SECRET|TOKEN/.test(name)).length + " keys") }`;
    await client.CreateFunction({
      FunctionName,
      Handler: "index.main_handler",
      Runtime: "Nodejs20.19",
      Role: "anything",
      Code: { ZipFile: Buffer.from(zipSync({ "index.js": strToU8(index) })).toString("base64") },
      ClsLogsetId: "logset",
      ClsTopicId: "topic",
    });
    await clock.sleep(5000, new AbortController().signal);
    const trigger = { TriggerName: "each-second", Type: "timer", TriggerDesc: "* * * * * * *", Enable: "OPEN" };
    await client.CreateTrigger({ FunctionName, ...trigger });
    await clock.sleep(1000, new AbortController().signal);
    const search = { TopicId: "topic", From: 0, To: Date.now() + 60_000, Query: "Timer" };
    const logs = new CommonClient("cls.tencentcloudapi.com", "2020-10-16", config);
    await expect
      .poll(async () => (await logs.request("SearchLog", search)).Results[0]?.LogJson, { timeout: 10_000 })
      .toContain("Timer with 3 keys");
  });
});
