import { describe, expect, it } from "vitest";
import { nightFunction, openDeployments, openWithFunction } from "../open-deployments.ts";

const nightly = { FunctionName: "night", TriggerName: "nightly", Type: "timer", TriggerDesc: "0 30 2 * * * *" };
const place = { FunctionName: "night", TriggerName: "nightly", Type: "timer" };

describe("triggers of deployed functions", () => {
  it("are answered as they were made", async () => {
    const { client } = await openWithFunction();
    const { TriggerInfo } = await client.CreateTrigger({
      ...nightly,
      Enable: "CLOSE",
      Qualifier: "$DEFAULT",
      CustomArgument: "repair",
      Description: "every night",
    });
    const made = {
      TriggerName: "nightly",
      Type: "timer",
      TriggerDesc: '{"cron":"0 30 2 * * * *"}',
      CustomArgument: "repair",
      Description: "every night",
      Qualifier: "$DEFAULT",
      Enable: 0,
      AvailableStatus: "Available",
      BindStatus: "on",
      TriggerAttribute: "single",
      ResourceId: "",
      AddTime: "2024-01-02 12:01:00",
      ModTime: "2024-01-02 12:01:00",
    };
    expect(TriggerInfo).toEqual(made);
    expect(await client.ListTriggers({ FunctionName: "night" })).toMatchObject({ TotalCount: 1, Triggers: [made] });
    expect((await client.GetFunction({ FunctionName: "night" })).Triggers).toEqual([made]);
  });

  it("are open and of the latest version unless told otherwise", async () => {
    const { client, emulator } = await openWithFunction();
    const { TriggerInfo } = await client.CreateTrigger(nightly);
    expect(TriggerInfo).toMatchObject({ Enable: 1, Qualifier: "$LATEST", CustomArgument: "", Description: "" });
    expect(emulator.scf.platform?.registry.find("default", "night")?.triggers).toMatchObject([
      { name: "nightly", type: "timer", cron: "0 30 2 * * * *", argument: null, enabled: true },
    ]);
  });

  it("change in what an update tells, and in nothing else", async () => {
    const { client, pass } = await openWithFunction();
    const { TriggerInfo } = await client.CreateTrigger({ ...nightly, CustomArgument: "repair", Description: "first" });
    pass();
    await client.UpdateTrigger({ ...place, TriggerDesc: "0 0 3 * * * *", Description: "second" });
    const [changed] = (await client.ListTriggers({ FunctionName: "night" })).Triggers ?? [];
    const TriggerDesc = '{"cron":"0 0 3 * * * *"}';
    const ModTime = "2024-01-02 12:02:00";
    expect(changed).toEqual({ ...TriggerInfo, TriggerDesc, Description: "second", ModTime });
    await client.UpdateTrigger({ ...place, Enable: "CLOSE", CustomArgument: "" });
    const [closed] = (await client.ListTriggers({ FunctionName: "night" })).Triggers ?? [];
    expect(closed).toEqual({ ...changed, Enable: 0, CustomArgument: "" });
    await client.UpdateTriggerStatus({ ...place, Enable: "OPEN" });
    const [opened] = (await client.ListTriggers({ FunctionName: "night" })).Triggers ?? [];
    expect(opened).toEqual({ ...closed, Enable: 1 });
  });

  it("are gone when they are deleted, and the others stay", async () => {
    const { client } = await openWithFunction();
    await client.CreateTrigger(nightly);
    await client.CreateTrigger({ ...nightly, TriggerName: "again" });
    await client.DeleteTrigger(place);
    expect(await client.ListTriggers({ FunctionName: "night" })).toMatchObject({
      TotalCount: 1,
      Triggers: [{ TriggerName: "again" }],
    });
    await expect(client.DeleteTrigger(place)).rejects.toMatchObject({ code: "ResourceNotFound.Trigger" });
  });

  it("are listed in their order, a page at a time", async () => {
    const { client, pass } = await openWithFunction();
    for (const TriggerName of ["t1", "t2", "t3"]) {
      await client.CreateTrigger({ ...nightly, TriggerName });
      pass();
    }
    await client.UpdateTrigger({ ...place, TriggerName: "t1" });
    async function names(asked: object) {
      const { Triggers = [] } = await client.ListTriggers({ FunctionName: "night", ...asked });
      return Triggers.map(({ TriggerName }) => TriggerName);
    }
    expect(await names({})).toEqual(["t1", "t3", "t2"]);
    expect(await names({ OrderBy: "add_time", Order: "ASC" })).toEqual(["t1", "t2", "t3"]);
    expect(await names({ Offset: 1, Limit: 1 })).toEqual(["t3"]);
  });

  it.each([
    [{ ...nightly, TriggerDesc: "0 30 2 * * *" }, "InvalidParameterValue.TriggerDesc"],
    [{ ...nightly, TriggerDesc: "0 60 2 * * * *" }, "InvalidParameterValue.TriggerDesc"],
    [{ ...nightly, TriggerDesc: '{"cron":"0 30 2 * * * *"}' }, "InvalidParameterValue.TriggerDesc"],
    [{ ...nightly, TriggerName: "with space" }, "InvalidParameterValue.TriggerName"],
    [{ ...nightly, TriggerName: "n".repeat(101) }, "InvalidParameterValue.TriggerName"],
    [{ ...nightly, CustomArgument: "x".repeat(4097) }, "InvalidParameterValue.CustomArgument"],
    [{ ...nightly, Enable: "TRUE" }, "InvalidParameterValue.Enable"],
    [{ ...nightly, Type: "apigw" }, "InvalidParameterValue.Type"],
    [{ ...nightly, Type: "cos" }, "UnsupportedOperation.Trigger"],
    [{ ...nightly, FunctionName: "day" }, "ResourceNotFound.Function"],
    [{ ...nightly, Qualifier: "7" }, "InvalidParameterValue.Qualifier"],
  ])("are refused where they make no sense (%#)", async (asked, code) => {
    const { client } = await openWithFunction();
    await expect(client.CreateTrigger(asked)).rejects.toMatchObject({ code });
    expect(await client.ListTriggers({ FunctionName: "night" })).toMatchObject({ TotalCount: 0 });
  });

  it("are no more than ten, each with a name of its own", async () => {
    const { client } = await openWithFunction();
    await client.CreateTrigger(nightly);
    await expect(client.CreateTrigger(nightly)).rejects.toMatchObject({ code: "ResourceInUse.TriggerName" });
    for (let index = 2; index <= 10; index += 1) await client.CreateTrigger({ ...nightly, TriggerName: `t${index}` });
    await expect(client.CreateTrigger({ ...nightly, TriggerName: "t11" })).rejects.toMatchObject({
      code: "LimitExceeded.Trigger",
    });
  });

  it("wait until their function is there", async () => {
    const { client } = await openDeployments();
    await client.CreateFunction(nightFunction());
    await expect(client.CreateTrigger(nightly)).rejects.toMatchObject({ code: "FailedOperation.CreateTrigger" });
  });

  it.each([
    [{ ...place, TriggerDesc: "0 0 3 * * *" }, "InvalidParameterValue.TriggerDesc"],
    [{ ...place, CustomArgument: "x".repeat(4097) }, "InvalidParameterValue.CustomArgument"],
    [{ ...place, Enable: "open" }, "InvalidParameterValue.Enable"],
    [{ ...place, TriggerName: "other" }, "ResourceNotFound.Trigger"],
    [{ ...place, Type: "ckafka" }, "UnsupportedOperation.Trigger"],
  ])("refuse changes that make no sense (%#)", async (asked, code) => {
    const { client } = await openWithFunction();
    const { TriggerInfo } = await client.CreateTrigger(nightly);
    await expect(client.UpdateTrigger(asked)).rejects.toMatchObject({ code });
    expect(await client.ListTriggers({ FunctionName: "night" })).toMatchObject({ Triggers: [TriggerInfo] });
  });

  it.each([
    [{ FunctionName: "night", OrderBy: "ModTime" }, "InvalidParameterValue.OrderBy"],
    [{ FunctionName: "night", Filters: [] }, "UnsupportedOperation"],
    [{ FunctionName: "day" }, "ResourceNotFound.Function"],
  ])("refuse to be listed as %o says", async (asked, code) => {
    const { client } = await openWithFunction();
    await expect(client.ListTriggers(asked)).rejects.toMatchObject({ code });
  });
});
