import { describe, expect, it } from "vitest";
import type { FunctionRun } from "../../../emulator/scf/function-runner.ts";
import {
  base64,
  fakeRunner,
  nightFunction,
  openDeployments,
  openWithFunction,
  type SeenRun,
  zipOf,
} from "./open-deployments.ts";

const key = { FunctionName: "night" };
const failed: Partial<FunctionRun> = { ok: false, error: "out of luck" };

describe("deployed functions", () => {
  it("run when they are asked for, beside those of this process", async () => {
    const seen: SeenRun[] = [];
    const run = { value: { nights: 1 }, log: "START\nEND\n", durationMs: 12.5, memoryBytes: 4096 };
    const functions = { diff: async () => "here" };
    const { client } = await openWithFunction({ runner: fakeRunner(() => run, seen), scf: { functions } });
    const { Result } = await client.Invoke({ ...key, ClientContext: '{"date":"2024-01-01"}', LogType: "Tail" });
    expect(Result).toEqual({
      FunctionRequestId: expect.any(String),
      RetMsg: '{"nights":1}',
      ErrMsg: "",
      InvokeResult: 0,
      Log: "START\nEND\n",
      Duration: 12.5,
      BillDuration: 13,
      MemUsage: 4096,
    });
    expect(seen).toMatchObject([
      {
        record: { namespace: "default", name: "night", handler: "index.main_handler" },
        call: { event: { date: "2024-01-01" }, requestId: Result?.FunctionRequestId, attempt: 1 },
      },
    ]);
    expect((await client.Invoke({ FunctionName: "diff" })).Result?.RetMsg).toBe("here");
  });

  it("tell the last 4 KB of their log to who asks for it, and how they failed", async () => {
    const log = `${"x".repeat(5000)}end`;
    const { client } = await openWithFunction({ runner: fakeRunner(() => ({ ...failed, log })) });
    const { Result } = await client.Invoke({ ...key, LogType: "Tail" });
    expect(Result).toMatchObject({ ErrMsg: "out of luck", InvokeResult: 1 });
    expect(Result?.Log).toBe(`${"x".repeat(4093)}end`);
    expect((await client.Invoke(key)).Result?.Log).toBe("");
  });

  it("are tried again as their settings say when they were started", async () => {
    const seen: SeenRun[] = [];
    const parts = { runner: fakeRunner(() => failed, seen), scf: { retryDelay: async () => {} } };
    const { client, emulator } = await openWithFunction(parts);
    const AsyncTriggerConfig = { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 600 };
    await client.UpdateFunctionEventInvokeConfig({ ...key, AsyncTriggerConfig });
    await client.Invoke({ ...key, InvocationType: "Event" });
    await emulator.idle();
    expect(seen.map(({ call }) => call.attempt)).toEqual([1, 2]);
    expect(new Set(seen.map(({ call }) => call.requestId)).size).toBe(1);
  });

  it("can be started without a call of the API", async () => {
    const { emulator } = await openWithFunction();
    const call = { functionName: "night", namespace: "default", type: "Event", event: { Type: "Timer" } } as const;
    const started = emulator.scf.platform?.start(call);
    expect(await started?.ended).toMatchObject({ ok: true, value: "done" });
    expect(emulator.scf.results).toMatchObject([{ ...call, requestId: started?.requestId }]);
  });

  it("cannot run, nor be changed, before they are there or while they change", async () => {
    const { client, pass } = await openDeployments();
    await client.CreateFunction(nightFunction());
    async function refusals() {
      const ZipFile = base64(zipOf({ "index.js": "" }));
      const asked = [
        client.Invoke(key),
        client.UpdateFunctionCode({ ...key, ZipFile }),
        client.UpdateFunctionConfiguration(key),
        client.GetFunctionAddress(key),
      ];
      return (await Promise.allSettled(asked)).map((end) => end.status === "rejected" && end.reason.code);
    }
    const codes = [
      "FailedOperation.FunctionStatusError",
      "FailedOperation.UpdateFunctionCode",
      "FailedOperation.UpdateFunctionConfiguration",
      "FailedOperation.FunctionStatusError",
    ];
    expect(await refusals()).toEqual(codes);
    pass();
    await client.UpdateFunctionConfiguration(key);
    expect(await refusals()).toEqual(codes);
    pass();
    await client.Invoke(key);
  });

  it("live in the namespaces that there are", async () => {
    const { client } = await openDeployments({ namespaces: ["audit"], scf: { namespace: "own" } });
    for (const Namespace of ["own", "default", "audit"]) {
      await expect(client.Invoke({ ...key, Namespace })).rejects.toMatchObject({ code: "ResourceNotFound.Function" });
    }
    await expect(client.Invoke({ ...key, Namespace: "else" })).rejects.toMatchObject({
      code: "ResourceNotFound.Namespace",
    });
  });

  it("do not let a function of this process run in another namespace than its own", async () => {
    const { client } = await openDeployments({ scf: { functions: { diff: async () => "here" }, namespace: "own" } });
    expect((await client.Invoke({ FunctionName: "diff", Namespace: "own" })).Result?.RetMsg).toBe("here");
    await expect(client.Invoke({ FunctionName: "diff" })).rejects.toMatchObject({ code: "ResourceNotFound.Function" });
  });

  it("are counted by action", async () => {
    const { client, emulator } = await openWithFunction();
    await client.GetFunction(key);
    await client.GetFunction(key);
    expect(emulator.stats().byOperation).toEqual({ CreateFunction: 1, GetFunction: 2 });
  });

  it("know the clock and the roles of their emulator", async () => {
    const assumed: string[] = [];
    const identities = {
      account: { appId: "1250000000", uin: "100000000001" },
      namesFunctions: true,
      find: () => null,
      policyOf: () => null,
      assume: (role: string) => {
        assumed.push(role);
        return null;
      },
    };
    const now = () => Date.UTC(2026, 10, 22, 16);
    const { client } = await openDeployments({ emulator: { now, identities }, now });
    await expect(client.CreateFunction(nightFunction({ Role: "nobody" }))).rejects.toMatchObject({
      code: "ResourceNotFound.Role",
    });
    expect(assumed).toEqual(["nobody"]);
    await client.CreateFunction(nightFunction());
    expect((await client.GetFunction(key)).AddTime).toBe("2026-11-23 00:00:00");
  });

  it("have no other actions than the table's and those that are added to it", async () => {
    const otherActions = { SearchLog: { version: "2018-04-16", answer: (body: string) => ({ Results: body }) } };
    const { client } = await openDeployments({ scf: { otherActions } });
    await expect(client.ListLayers({})).rejects.toMatchObject({ code: "InvalidAction" });
    expect(await client.request("SearchLog", { TopicId: "t" })).toMatchObject({ Results: '{"TopicId":"t"}' });
  });

  it("do not hide that an added action is broken", async () => {
    const answer = () => {
      throw new Error("a mistake in the emulator");
    };
    const { client } = await openDeployments({
      scf: { otherActions: { SearchLog: { version: "2018-04-16", answer } } },
    });
    await expect(client.request("SearchLog", {})).rejects.toThrow();
  });
});

describe("scripted failures of actions", () => {
  it("refuse a call so often, and do nothing", async () => {
    const faults = [{ action: "CreateFunction", times: 2, code: "RequestLimitExceeded" }] as const;
    const { client } = await openDeployments({ faults });
    for (const code of ["RequestLimitExceeded", "RequestLimitExceeded"]) {
      await expect(client.CreateFunction(nightFunction())).rejects.toMatchObject({ code });
    }
    await client.CreateFunction(nightFunction());
  });

  it("lose the answer of a call that was carried out", async () => {
    const faults = [{ action: "CreateFunction", nth: 1, times: 1, code: "InternalError", how: "lose" }] as const;
    const { client } = await openDeployments({ faults });
    await expect(client.CreateFunction(nightFunction())).rejects.toMatchObject({ code: "InternalError" });
    expect((await client.GetFunction(key)).Status).toBe("Creating");
  });

  it("let an update fail in the end, and leave the function as it was before, able to run", async () => {
    const faults = [
      { action: "UpdateFunctionConfiguration", times: 1, code: "InternalError.System", how: "fail" },
    ] as const;
    const { client, pass } = await openWithFunction({ faults });
    await client.UpdateFunctionConfiguration({ ...key, Timeout: 77 });
    expect((await client.GetFunction(key)).Status).toBe("Updating");
    pass();
    const StatusReasons = [{ ErrorCode: "InternalError.System", ErrorMessage: "scripted" }];
    expect(await client.GetFunction(key)).toMatchObject({ Status: "UpdateFailed", Timeout: 3, StatusReasons });
    await client.Invoke(key);
    await client.UpdateFunctionConfiguration({ ...key, Timeout: 77 });
    pass();
    expect(await client.GetFunction(key)).toMatchObject({ Status: "Active", Timeout: 77, StatusReasons: [] });
  });

  it("hit an invocation too, which then never began", async () => {
    const faults = [{ action: "Invoke", nth: 2, code: "InternalError" }] as const;
    const { client, emulator } = await openWithFunction({ faults });
    await client.Invoke(key);
    await expect(client.Invoke(key)).rejects.toMatchObject({ code: "InternalError" });
    expect(emulator.scf.results).toHaveLength(1);
  });
});
