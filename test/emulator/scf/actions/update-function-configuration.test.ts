import { describe, expect, it } from "vitest";
import { openWithFunction } from "../open-deployments.ts";

describe("UpdateFunctionConfiguration", () => {
  it("changes what it is told, and leaves the rest as it is", async () => {
    const Environment = { Variables: [{ Key: "ZONE", Value: "UTC" }] };
    const { client, pass } = await openWithFunction({}, { Environment, Role: "auditor", Timeout: 60 });
    const before = await client.GetFunction({ FunctionName: "night" });
    const asked = { FunctionName: "night", Description: "audits", MemorySize: 256, Runtime: "Nodejs18.15" };
    expect(await client.UpdateFunctionConfiguration(asked)).toEqual({ RequestId: expect.any(String) });
    pass();
    expect(await client.GetFunction({ FunctionName: "night" })).toEqual({
      ...before,
      Description: "audits",
      MemorySize: 256,
      ModTime: "2024-01-02 12:01:00",
      RequestId: expect.any(String),
    });
  });

  it("takes another environment for the whole, and empty texts for nothing", async () => {
    const before = { Variables: ["A1", "B1"].map((Key) => ({ Key, Value: "before" })) };
    const { client, pass } = await openWithFunction({}, { Environment: before, Role: "auditor" });
    const after = { Variables: [{ Key: "B1", Value: "after" }] };
    const bare = { Role: "", ClsLogsetId: "", ClsTopicId: "" };
    await client.UpdateFunctionConfiguration({ FunctionName: "night", Environment: after, Timeout: 900, ...bare });
    pass();
    expect(await client.GetFunction({ FunctionName: "night" })).toMatchObject({
      Environment: after,
      Timeout: 900,
      ...bare,
    });
  });

  it("gives a function another role and topic", async () => {
    const { client, pass } = await openWithFunction({ hasRole: (name) => name === "auditor" });
    const asked = { Role: "auditor", ClsLogsetId: "set", ClsTopicId: "topic" };
    await client.UpdateFunctionConfiguration({ FunctionName: "night", ...asked });
    pass();
    expect(await client.GetFunction({ FunctionName: "night" })).toMatchObject(asked);
  });

  it.each([
    [{ FunctionName: "day" }, "ResourceNotFound.Function"],
    [{ FunctionName: "night", Runtime: "Nodejs16.13" }, "InvalidParameterValue.Runtime"],
    [{ FunctionName: "night", MemorySize: 129 }, "InvalidParameterValue.MemorySize"],
    [{ FunctionName: "night", Timeout: 901 }, "LimitExceeded.Timeout"],
    [{ FunctionName: "night", Description: "x".repeat(1001) }, "InvalidParameterValue.Description"],
    [{ FunctionName: "night", Role: "nobody" }, "ResourceNotFound.Role"],
    [{ FunctionName: "night", ClsTopicId: "" }, "InvalidParameterValue.Cls"],
    [
      { FunctionName: "night", Environment: { Variables: [{ Key: "SCF_X", Value: "" }] } },
      "InvalidParameterValue.EnvironmentSystemProtect",
    ],
    [{ FunctionName: "night", InitTimeout: 3 }, "UnsupportedOperation"],
  ])("refuses %o with %s, and changes nothing", async (asked, code) => {
    const { client } = await openWithFunction({ hasRole: () => false });
    const before = await client.GetFunction({ FunctionName: "night" });
    await expect(client.UpdateFunctionConfiguration(asked)).rejects.toMatchObject({ code });
    const after = await client.GetFunction({ FunctionName: "night" });
    expect({ ...after, RequestId: "" }).toEqual({ ...before, RequestId: "" });
  });
});
