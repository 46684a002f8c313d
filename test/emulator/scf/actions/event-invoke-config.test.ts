import { describe, expect, it } from "vitest";
import { nightFunction, openDeployments, openWithFunction } from "../open-deployments.ts";

const key = { FunctionName: "night" };

function config(numbers: readonly number[], MsgTTL: number) {
  return { RetryConfig: numbers.map((RetryNum) => ({ RetryNum })), MsgTTL };
}

describe("UpdateFunctionEventInvokeConfig", () => {
  it("sets how often and how long the platform tries, which begins with twice in six hours", async () => {
    const { client, emulator } = await openWithFunction();
    expect((await client.GetFunctionEventInvokeConfig(key)).AsyncTriggerConfig).toEqual(config([2, -1], 21_600));
    await client.UpdateFunctionEventInvokeConfig({ ...key, AsyncTriggerConfig: config([0], 60) });
    expect((await client.GetFunctionEventInvokeConfig(key)).AsyncTriggerConfig).toEqual(config([0, -1], 60));
    expect(emulator.scf.platform?.registry.find("default", "night")?.retry).toEqual({ attempts: 0, maxAgeSeconds: 60 });
    await client.UpdateFunctionEventInvokeConfig({ ...key, AsyncTriggerConfig: config([1, -1], 21_600) });
    expect((await client.GetFunctionEventInvokeConfig(key)).AsyncTriggerConfig).toEqual(config([1, -1], 21_600));
  });

  it.each([
    [config([3], 60), "LimitExceeded.RetryNum"],
    [config([-1], 60), "LimitExceeded.RetryNum"],
    [config([2], 59), "LimitExceeded.MsgTTL"],
    [config([2], 21_601), "LimitExceeded.MsgTTL"],
    [config([], 60), "InvalidParameterValue.AsyncTriggerConfig"],
    [config([1, 1], 60), "InvalidParameterValue.AsyncTriggerConfig"],
    [config([1, -1, -1], 60), "InvalidParameterValue.AsyncTriggerConfig"],
  ])("refuses %o with %s", async (AsyncTriggerConfig, code) => {
    const { client } = await openWithFunction();
    await expect(client.UpdateFunctionEventInvokeConfig({ ...key, AsyncTriggerConfig })).rejects.toMatchObject({
      code,
    });
    expect((await client.GetFunctionEventInvokeConfig(key)).AsyncTriggerConfig).toEqual(config([2, -1], 21_600));
  });

  it("waits until the function is there, as reading does", async () => {
    const { client } = await openDeployments();
    await client.CreateFunction(nightFunction());
    const code = "FailedOperation.FunctionVersionStatusNotActive";
    await expect(client.GetFunctionEventInvokeConfig(key)).rejects.toMatchObject({ code });
    const asked = { ...key, AsyncTriggerConfig: config([2], 60) };
    await expect(client.UpdateFunctionEventInvokeConfig(asked)).rejects.toMatchObject({ code });
  });
});
