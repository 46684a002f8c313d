import { scf } from "tencentcloud-sdk-nodejs-scf";
import { describe, expect, it } from "vitest";
import type { ScfOptions } from "../../../emulator/scf/options.ts";
import { openEmulator } from "../open-emulator.ts";
import { credential } from "../small-world.ts";

interface Parts {
  readonly secretKey?: string;
  readonly token?: string;
  readonly now?: () => number;
}

/** The vendor's own client, which signs the loopback address for a service called "127". */
async function openSdk(options: ScfOptions, { now, ...parts }: Parts = {}) {
  const emulator = await openEmulator({
    scf: options,
    credentials: [credential, { secretId: "AKIDtemporary", secretKey: "temporary-key", sessionToken: "t/+=" }],
    ...(now && { scfNow: now }),
  });
  const client = new scf.v20180416.Client({
    credential: { ...credential, ...parts },
    region: "ap-chongqing",
    profile: { httpProfile: { protocol: "http://", endpoint: `127.0.0.1:${emulator.port}` } },
  });
  return { emulator, client };
}

const functions = {
  echo: async (event: unknown) => ({ event }),
  text: async () => "hello from scf",
  nothing: async () => undefined,
  fails: async () => {
    throw new Error("the bucket is on fire");
  },
};

describe("the emulated function platform, asked by the vendor's SDK", () => {
  it("runs a function that somebody waits for, and returns what it returned", async () => {
    const { client, emulator } = await openSdk({ functions });
    const { Result, RequestId } = await client.Invoke({ FunctionName: "echo", ClientContext: '{"a":[1,"图"]}' });
    expect(Result).toMatchObject({ RetMsg: '{"event":{"a":[1,"图"]}}', ErrMsg: "", InvokeResult: 0, Log: "" });
    expect(RequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(emulator.scf.results[0]).toMatchObject({ requestId: Result?.FunctionRequestId, type: "RequestResponse" });
  });

  it("returns text as it is, and nothing as nothing", async () => {
    const { client } = await openSdk({ functions });
    const texts = await Promise.all(["text", "nothing"].map((FunctionName) => client.Invoke({ FunctionName })));
    expect(texts.map(({ Result }) => Result?.RetMsg)).toEqual(["hello from scf", ""]);
  });

  it("tells how a function failed that somebody waits for, and does not try it again", async () => {
    const { client, emulator } = await openSdk({ functions });
    const { Result } = await client.Invoke({ FunctionName: "fails" });
    expect(Result).toMatchObject({ RetMsg: "", ErrMsg: "Error: the bucket is on fire", InvokeResult: 1 });
    expect(emulator.scf.results[0]?.tries).toHaveLength(1);
  });

  it("tells nothing but an id of a function that is only started", async () => {
    const { client, emulator } = await openSdk({ functions });
    const { Result } = await client.Invoke({ FunctionName: "echo", InvocationType: "Event" });
    await emulator.idle();
    expect(Result).toMatchObject({ RetMsg: "", ErrMsg: "", InvokeResult: 0, Duration: 0 });
    expect(emulator.scf.results[0]).toMatchObject({ requestId: Result?.FunctionRequestId, event: {}, type: "Event" });
  });

  it("takes temporary credentials with their token only", async () => {
    const temporary = { secretId: "AKIDtemporary", secretKey: "temporary-key" };
    const good = await openSdk({ functions }, { ...temporary, token: "t/+=" });
    await good.client.Invoke({ FunctionName: "echo" });
    const bare = await openSdk({ functions }, temporary);
    await expect(bare.client.Invoke({ FunctionName: "echo" })).rejects.toMatchObject({
      code: "AuthFailure.TokenFailure",
    });
  });

  it("refuses another key, and a clock that is off", async () => {
    const wrong = await openSdk({ functions }, { secretKey: "another" });
    await expect(wrong.client.Invoke({ FunctionName: "echo" })).rejects.toMatchObject({
      code: "AuthFailure.SignatureFailure",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const late = await openSdk({ functions }, { now: () => Date.now() + 400_000 });
    await expect(late.client.Invoke({ FunctionName: "echo" })).rejects.toMatchObject({
      code: "AuthFailure.SignatureExpire",
    });
  });

  it.each([
    [{ FunctionName: "nobody" }, "ResourceNotFound.Function"],
    [{ FunctionName: "toString" }, "ResourceNotFound.Function"],
    [{ FunctionName: "echo", Namespace: "nowhere" }, "ResourceNotFound.Namespace"],
    [{ FunctionName: "echo", InvocationType: "Later" }, "InvalidParameterValue.InvokeType"],
    [{ FunctionName: "echo", Qualifier: "7" }, "InvalidParameterValue.Qualifier"],
    [{ FunctionName: "echo", ClientContext: "{" }, "InvalidParameterValue.Param"],
    [
      { FunctionName: "echo", InvocationType: "Event", ClientContext: `"${"x".repeat(131_071)}"` },
      "InvalidParameterValue.LimitExceeded",
    ],
    [{ FunctionName: 7 as unknown as string }, "InvalidParameter"],
  ])("refuses %o with %s", async (asked, code) => {
    const { client, emulator } = await openSdk({ functions });
    await expect(client.Invoke(asked)).rejects.toMatchObject({ code });
    expect(emulator.scf.results).toEqual([]);
  });

  it("has no other action", async () => {
    const { client } = await openSdk({ functions });
    await expect(client.ListFunctions({})).rejects.toMatchObject({ code: "InvalidAction" });
  });
});
