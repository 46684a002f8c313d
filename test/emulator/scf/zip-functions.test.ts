import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { scf } from "tencentcloud-sdk-nodejs-scf";
import { describe, expect, it } from "vitest";
import { createIdentities } from "../../../emulator/cam/identities.ts";
import { createTimers } from "../../../emulator/scf/timers.ts";
import { type ZipFunctionsOptions, zipFunctions } from "../../../emulator/scf/zip-functions.ts";
import { openEmulator } from "../open-emulator.ts";
import { credential, noon } from "../small-world.ts";
import { base64, type CreateFunctionRequest, zipOf } from "./open-deployments.ts";

const everything = { effect: "allow", action: ["*"], resource: ["*"] } as const;
const ids = Array.from({ length: 300 }, (_, index) => `made-${index}`);
const identities = createIdentities({
  users: [],
  roles: [{ name: "job-audit", policy: { version: "2.0", statement: [everything] } }],
  newId: () => ids.pop() ?? "",
});

/** A platform whose clock a test moves, with what the vendor's clients need to ask it. */
async function open(options: Partial<ZipFunctionsOptions> = {}) {
  const clock = { now: noon };
  const waited: number[] = [];
  const retryDelay = async (ms: number) => {
    waited.push(ms);
    clock.now += ms;
  };
  const functions = zipFunctions({
    now: () => clock.now,
    assume: identities.assume,
    deployments: { stateMs: { creating: 0, updating: 0, deleting: 0 } },
    ...options,
  });
  const emulator = await openEmulator({ identities, now: () => clock.now, scf: { ...functions, retryDelay } });
  const profile = { httpProfile: { protocol: "http://" as const, endpoint: `127.0.0.1:${emulator.port}` } };
  const config = { credential, region: "ap-guangzhou", profile };
  const client = new scf.v20180416.Client(config);
  const logs = new CommonClient("cls.tencentcloudapi.com", "2020-10-16", config);
  const { platform } = emulator.scf;
  if (!platform) throw new Error("the emulator has no functions");
  const timers = createTimers({ platform, since: noon });
  return { emulator, platform, client, logs, clock, waited, timers };
}

function deploy(
  client: InstanceType<typeof scf.v20180416.Client>,
  code: string,
  more: Partial<CreateFunctionRequest> = {},
) {
  return client.CreateFunction({
    FunctionName: "night",
    Handler: "index.main_handler",
    Runtime: "Nodejs20.19",
    MemorySize: 256,
    Timeout: 60,
    Code: { ZipFile: base64(zipOf({ "index.js": code })) },
    ClsLogsetId: "logset",
    ClsTopicId: "topic",
    ...more,
  });
}

describe("zipFunctions(), asked by the vendor's clients", () => {
  it("runs what was deployed when its timer is due, and finds its lines", async () => {
    const { emulator, client, logs, clock, timers } = await open();
    const code = `exports.main_handler = async (event) => {
      console.log(JSON.stringify({ msg: "hello", id: process.env.TENCENTCLOUD_SECRETID })); return event }`;
    await deploy(client, code, { Role: "job-audit" });
    await client.CreateTrigger({
      FunctionName: "night",
      TriggerName: "nightly",
      Type: "timer",
      TriggerDesc: "0 30 21 * * * *",
      CustomArgument: "again",
      Enable: "OPEN",
    });
    expect(timers.tick(clock.now)).toEqual([]);
    const due = Date.parse("2024-01-02T13:30:00Z");
    clock.now = due + 1500;
    const fired = timers.tick(clock.now);
    expect(fired).toEqual([
      { namespace: "default", functionName: "night", triggerName: "nightly", time: due, requestId: expect.any(String) },
    ]);
    await emulator.idle();
    const requestId = fired[0]?.requestId ?? "";
    const event = { Type: "Timer", TriggerName: "nightly", Time: "2024-01-02T13:30:00Z", Message: "again" };
    expect(emulator.scf.results).toMatchObject([
      { requestId, type: "Event", event, tries: [{ ok: true, value: event, log: expect.stringContaining("hello") }] },
    ]);
    const answer = await logs.request("SearchLog", {
      TopicId: "topic",
      From: noon,
      To: clock.now,
      Query: `SCF_RequestId:${requestId} AND hello`,
    });
    expect(answer.Results).toHaveLength(1);
    const fields = JSON.parse(answer.Results[0].LogJson);
    expect(fields).toMatchObject({ SCF_FunctionName: "night", SCF_RequestId: requestId, SCF_Type: "Custom" });
    expect(JSON.parse(fields.SCF_Message)).toEqual({ msg: "hello", id: expect.stringMatching(/^AKIDmade-/) });
  });

  it("tells whoever waits what a function returned, or how it failed", async () => {
    const { client } = await open();
    await deploy(
      client,
      "exports.main_handler = async ({ n }) => { if (n > 1) throw new Error('too many'); return { n } }",
    );
    const one = await client.Invoke({ FunctionName: "night", ClientContext: '{"n":1}', LogType: "Tail" });
    expect(one.Result).toMatchObject({ RetMsg: '{"n":1}', ErrMsg: "", InvokeResult: 0 });
    expect(one.Result?.Log).toMatch(/^START RequestId: .*\n(.*\n)*Report RequestId: .* MemUsage:[\d.]+MB$/);
    expect(one.Result?.MemUsage).toBeGreaterThan(20_000_000);
    expect(one.Result?.Duration).toBeGreaterThan(0);
    const two = await client.Invoke({ FunctionName: "night", ClientContext: '{"n":2}' });
    expect(two.Result).toMatchObject({ ErrMsg: expect.stringMatching(/^Error: too many\n/), InvokeResult: 1 });
    expect(JSON.parse(two.Result?.RetMsg ?? "")).toMatchObject({ errorCode: -1, statusCode: 430 });
  });

  it("tries a started function again, a minute apart, and keeps what failed for good", async () => {
    const { emulator, platform, client, logs, waited, clock } = await open();
    await deploy(client, "exports.main_handler = async () => { console.log('trying'); throw 'no luck' }");
    const { Result } = await client.Invoke({
      FunctionName: "night",
      InvocationType: "Event",
      ClientContext: '{"n":1}',
    });
    await emulator.idle();
    expect(waited).toEqual([60_000, 60_000]);
    expect(emulator.scf.results[0]?.tries).toMatchObject([{ ok: false }, { ok: false }, { ok: false }]);
    expect(platform.deadLetters).toEqual([
      {
        RequestId: Result?.FunctionRequestId,
        ErrorCode: -1,
        ErrorMessage: "no luck",
        Body: {
          FunctionName: "night",
          Namespace: "default",
          Qualifier: "$DEFAULT",
          InvocationType: "Event",
          ClientContext: '{"n":1}',
          RequestId: Result?.FunctionRequestId,
          RetryNum: 2,
        },
      },
    ]);
    const search = { TopicId: "topic", From: noon, To: clock.now, Query: "trying", Sort: "asc" };
    const found = await logs.request("SearchLog", search);
    const numbers = found.Results.map(({ LogJson }: { LogJson: string }) => JSON.parse(LogJson).SCF_RetryNum);
    expect(numbers).toEqual(["0", "1", "2"]);
    expect(found.Results.map(({ Time }: { Time: number }) => Time - noon)).toEqual([0, 60_000, 120_000]);
  });

  it.each([
    ["grows", "const all = []; for (;;) all.push(Buffer.alloc(1e6, 1))", 60, 434],
    ["never ends", "for (;;);", 3, 433],
    ["leaves", "process.exit()", 60, 439],
  ])("does not go down with a function that %s", async (_, code, Timeout, statusCode) => {
    const { client } = await open({ secondMs: 100 });
    await deploy(client, `exports.main_handler = async () => { ${code} }`, { MemorySize: 128, Timeout });
    const { Result } = await client.Invoke({ FunctionName: "night" });
    expect(JSON.parse(Result?.RetMsg ?? "")).toMatchObject({ errorCode: -1, statusCode });
    expect(Result?.ErrMsg).toBe(JSON.parse(Result?.RetMsg ?? "").errorMessage);
  });

  it("ends what runs when the emulator is closed", async () => {
    const { emulator, client } = await open();
    await deploy(client, "exports.main_handler = () => new Promise(() => {})");
    await client.Invoke({ FunctionName: "night", InvocationType: "Event" });
    await emulator.close();
    await emulator.idle();
    expect(emulator.scf.results[0]?.tries).toMatchObject([{ ok: false }, { ok: false }, { ok: false }]);
  });

  it("knows a topic as soon as a function has it, and no other", async () => {
    const { client, logs } = await open();
    const search = { TopicId: "topic", From: noon, To: noon };
    await expect(logs.request("SearchLog", search)).rejects.toMatchObject({ code: "ResourceNotFound.TopicNotExist" });
    await deploy(client, "");
    expect(await logs.request("SearchLog", search)).toMatchObject({ Results: [], ListOver: true, Analysis: false });
  });
});
