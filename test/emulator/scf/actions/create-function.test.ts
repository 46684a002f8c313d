import { randomBytes } from "node:crypto";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import {
  base64,
  type CreateFunctionRequest,
  nightFunction,
  openDeployments,
  openWithFunction,
  zipOf,
} from "../open-deployments.ts";

function variables(values: Readonly<Record<string, string>>) {
  return { Variables: Object.entries(values).map(([Key, Value]) => ({ Key, Value })) };
}

describe("CreateFunction", () => {
  it("creates a function that is Creating for a while, and then Active", async () => {
    const { client, clock } = await openDeployments({ stateMs: { creating: 3000 } });
    expect(await client.CreateFunction(nightFunction())).toEqual({ RequestId: expect.any(String) });
    const states: unknown[] = [];
    for (const ms of [0, 2999, 1]) {
      clock.now += ms;
      states.push((await client.GetFunction({ FunctionName: "night" })).Status);
    }
    expect(states).toEqual(["Creating", "Creating", "Active"]);
  });

  it("takes what it is told, and the page's defaults for the rest", async () => {
    const { client } = await openWithFunction({ namespaces: ["audit"] });
    await client.CreateFunction(
      nightFunction({
        Namespace: "audit",
        Description: "audits, nightly",
        MemorySize: 3072,
        Timeout: 86_400,
        AsyncRunEnable: "TRUE",
        Role: "auditor",
        Environment: variables({ ZONE: "Asia/Shanghai", EMPTY: "" }),
        ClsLogsetId: "set",
        ClsTopicId: "topic",
      }),
    );
    expect(await client.GetFunction({ FunctionName: "night", Namespace: "audit" })).toMatchObject({
      Description: "audits, nightly",
      MemorySize: 3072,
      Timeout: 86_400,
      AsyncRunEnable: "TRUE",
      Role: "auditor",
      Environment: variables({ ZONE: "Asia/Shanghai", EMPTY: "" }),
      ClsLogsetId: "set",
      ClsTopicId: "topic",
    });
    expect(await client.GetFunction({ FunctionName: "night" })).toMatchObject({
      Namespace: "default",
      Description: "",
      MemorySize: 128,
      Timeout: 3,
      AsyncRunEnable: "FALSE",
      Role: "",
      Environment: { Variables: [] },
    });
  });

  it("makes a log topic for all functions that name none, and none where it is told not to", async () => {
    const { client } = await openWithFunction();
    await client.CreateFunction(nightFunction({ FunctionName: "day" }));
    await client.CreateFunction(nightFunction({ FunctionName: "mute", AutoCreateClsTopic: "FALSE" }));
    const [night, day, mute] = await Promise.all(
      ["night", "day", "mute"].map((FunctionName) => client.GetFunction({ FunctionName })),
    );
    expect(night?.ClsTopicId).toMatch(/^[0-9a-f-]{36}$/);
    expect(night?.ClsLogsetId).not.toBe(night?.ClsTopicId);
    expect(day).toMatchObject({ ClsTopicId: night?.ClsTopicId, ClsLogsetId: night?.ClsLogsetId });
    expect(mute).toMatchObject({ ClsTopicId: "", ClsLogsetId: "" });
  });

  it.each<[string, Partial<CreateFunctionRequest>, string]>([
    ["a short name", { FunctionName: "n" }, "InvalidParameterValue.FunctionName"],
    ["a name of 61 letters", { FunctionName: "n".repeat(61) }, "InvalidParameterValue.FunctionName"],
    ["a name that begins with a digit", { FunctionName: "1night" }, "InvalidParameterValue.FunctionName"],
    ["a name that ends with a hyphen", { FunctionName: "night-" }, "InvalidParameterValue.FunctionName"],
    [
      "names that are too long together",
      { FunctionName: "n".repeat(60), Namespace: "s".repeat(59) },
      "InvalidParameterValue.FunctionName",
    ],
    ["another namespace", { Namespace: "nowhere" }, "ResourceNotFound.Namespace"],
    ["a long description", { Description: "图".repeat(1001) }, "InvalidParameterValue.Description"],
    ["an unknown runtime", { Runtime: "Nodejs20.20" }, "InvalidParameterValue.Runtime"],
    ["memory between two steps", { MemorySize: 200 }, "InvalidParameterValue.MemorySize"],
    ["little memory", { MemorySize: 32 }, "InvalidParameterValue.MemorySize"],
    ["too much memory", { MemorySize: 3200 }, "LimitExceeded.Memory"],
    ["half a megabyte", { MemorySize: 128.5 }, "InvalidParameter"],
    ["no time", { Timeout: 0 }, "InvalidParameterValue"],
    ["too much time", { Timeout: 901 }, "LimitExceeded.Timeout"],
    ["more than a day", { Timeout: 86_401, AsyncRunEnable: "TRUE" }, "LimitExceeded.Timeout"],
    ["an unknown role", { Role: "nobody" }, "ResourceNotFound.Role"],
    ["a topic without its set", { ClsTopicId: "topic" }, "InvalidParameterValue.Cls"],
    [
      "a variable of the platform",
      { Environment: variables({ TENCENTCLOUD_X: "" }) },
      "InvalidParameterValue.EnvironmentSystemProtect",
    ],
    ["a variable with a dot", { Environment: variables({ "a.b": "" }) }, "InvalidParameterValue.Environment"],
    [
      "a variable twice",
      { Environment: { Variables: [1, 2].map(() => ({ Key: "AB", Value: "" })) } },
      "InvalidParameterValue.Environment",
    ],
    [
      "variables of more than 4 KB",
      { Environment: variables({ A1: "x".repeat(2046), B1: "x".repeat(2047) }) },
      "InvalidParameterValue.EnvironmentExceededLimit",
    ],
    ["no handler", { Handler: "" }, "InvalidParameterValue.Handler"],
    ["a handler without its function", { Handler: "index" }, "InvalidParameterValue.Handler"],
    ["a handler whose file is missing", { Handler: "main.main_handler" }, "InvalidParameterValue.Handler"],
    ["the default runtime, which runs no JavaScript", { Runtime: undefined as never }, "InvalidParameterValue.Handler"],
    ["no code", { Code: {} }, "MissingParameter.Code"],
    ["code in two places", { Code: { ZipFile: "", CosBucketName: "code" } }, "InvalidParameterValue.Code"],
    ["code from another source than is said", { CodeSource: "Cos" }, "InvalidParameterValue.CodeSource"],
    ["what is not base64", { Code: { ZipFile: "====" } }, "InvalidParameterValue.ZipFileBase64BinasciiError"],
    ["what is no zip", { Code: { ZipFile: "bm8gemlw" } }, "InvalidParameterValue.ZipFile"],
    [
      "a bucket that is not there",
      { Code: { CosBucketName: "b", CosObjectName: "o" } },
      "InvalidParameterValue.CosBucketName",
    ],
    ["what the platform does and this emulator does not", { Layers: [] }, "UnsupportedOperation"],
    ["an unknown parameter", { Handlers: "index" } as never, "UnknownParameter"],
    ["no name", { FunctionName: undefined as never }, "MissingParameter"],
  ])("refuses %s", async (_, asked, code) => {
    const { client } = await openDeployments({
      hasRole: (name) => name === "auditor",
      namespaces: ["s".repeat(59)],
    });
    await expect(client.CreateFunction(nightFunction(asked))).rejects.toMatchObject({ code });
    expect(await client.ListFunctions({})).toMatchObject({ TotalCount: 0 });
  });

  it("takes environments of exactly 4 KB, and descriptions of exactly 1000 letters", async () => {
    const { client } = await openDeployments();
    const Environment = variables({ A1: "x".repeat(2046), B1: "x".repeat(2046) });
    await client.CreateFunction(nightFunction({ Environment, Description: "图".repeat(1000) }));
    expect(await client.GetFunction({ FunctionName: "night" })).toMatchObject({ Environment });
  });

  it("knows the runtimes that it is told of beside the page's", async () => {
    const { client } = await openDeployments({ runtimes: ["Nodejs22.21"] });
    await client.CreateFunction(nightFunction({ Runtime: "Nodejs22.21" }));
    const older = client.CreateFunction(nightFunction({ FunctionName: "day", Runtime: "Nodejs20.19" }));
    await expect(older).rejects.toMatchObject({ code: "InvalidParameterValue.Runtime" });
  });

  it("looks for no file where the runtime loads none", async () => {
    const { client } = await openDeployments();
    const Code = { ZipFile: base64(zipOf({ bootstrap: "#!/bin/sh" })) };
    await client.CreateFunction(nightFunction({ Runtime: "CustomRuntime", Code }));
    const shown = await client.GetFunction({ FunctionName: "night", ShowCode: "TRUE" });
    expect(shown).toMatchObject({ Runtime: "CustomRuntime", CodeInfo: "" });
  });

  it("refuses a name that is taken, in one namespace only", async () => {
    const { client } = await openWithFunction({ namespaces: ["audit"] });
    await expect(client.CreateFunction(nightFunction())).rejects.toMatchObject({ code: "ResourceInUse.FunctionName" });
    await client.CreateFunction(nightFunction({ Namespace: "audit" }));
    expect(await client.ListFunctions({ Namespace: "audit" })).toMatchObject({ TotalCount: 1 });
  });

  it("lets one of two creations at the same time have the name", async () => {
    const { client } = await openDeployments();
    const ends = await Promise.allSettled([1, 2].map(() => client.CreateFunction(nightFunction())));
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses the 51st function of a namespace", async () => {
    const { client } = await openDeployments();
    const names = Array.from({ length: 50 }, (_, index) => `night-${index}x`);
    for (const FunctionName of names) await client.CreateFunction(nightFunction({ FunctionName }));
    await expect(client.CreateFunction(nightFunction())).rejects.toMatchObject({ code: "LimitExceeded.Function" });
  });

  it("refuses a call of more than 10 MB, whatever the code may have", async () => {
    const { client } = await openDeployments();
    const zip = zipSync({ "index.js": new Uint8Array(randomBytes(8 * 1024 * 1024)) }, { level: 0 });
    const sent = client.CreateFunction(nightFunction({ Code: { ZipFile: base64(zip) } }));
    await expect(sent).rejects.toMatchObject({ code: "RequestSizeLimitExceeded" });
  });
});
