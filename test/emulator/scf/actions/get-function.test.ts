import { describe, expect, it } from "vitest";
import { base64, openWithFunction, zipOf } from "../open-deployments.ts";

describe("GetFunction", () => {
  it("tells every field that the page tells of", async () => {
    const zip = zipOf({ "index.js": "exports.main_handler = () => 1;\n" });
    const { client } = await openWithFunction({}, { Code: { ZipFile: base64(zip) } });
    await client.CreateTrigger({
      FunctionName: "night",
      TriggerName: "nightly",
      Type: "timer",
      TriggerDesc: "0 30 2 * * * *",
    });
    const answer = await client.GetFunction({ FunctionName: "night" });
    expect(answer).toMatchObject({
      FunctionName: "night",
      FunctionId: expect.stringMatching(/^lam-[0-9a-f]{8}$/),
      Namespace: "default",
      Type: "Event",
      Handler: "index.main_handler",
      Runtime: "Nodejs18.15",
      CodeSize: zip.length,
      CodeInfo: "",
      Status: "Active",
      StatusDesc: "",
      StatusReasons: [],
      AvailableStatus: "Available",
      FunctionVersion: "$LATEST",
      AddTime: "2024-01-02 12:00:00",
      ModTime: "2024-01-02 12:00:00",
      Triggers: [{ TriggerName: "nightly", TriggerDesc: '{"cron":"0 30 2 * * * *"}' }],
    });
    // The page's output parameters, in the order of its table.
    const documented =
      "ModTime CodeInfo Description Triggers Handler CodeSize Timeout FunctionVersion MemorySize Runtime FunctionName " +
      "VpcConfig UseGpu Environment CodeResult CodeError ErrNo Namespace Role InstallDependency Status StatusDesc " +
      "ClsLogsetId ClsTopicId FunctionId Tags EipConfig AccessInfo Type L5Enable Layers DeadLetterConfig AddTime " +
      "PublicNetConfig OnsEnable CfsConfig AvailableStatus Qualifier InitTimeout StatusReasons AsyncRunEnable TraceEnable " +
      "ImageConfig ProtocolType ProtocolParams InstanceConcurrencyConfig DnsCache IntranetConfig RequestId";
    expect(Object.keys(answer).sort()).toEqual(documented.split(" ").sort());
  });

  it("shows the handler's file where it is asked to, unless it is of more than 1 MB", async () => {
    const { client } = await openWithFunction();
    const show = { FunctionName: "night", ShowCode: "TRUE" };
    expect((await client.GetFunction(show)).CodeInfo).toBe("exports.main_handler = () => 1;\n");
    const ZipFile = base64(zipOf({ "index.js": " ".repeat(1024 * 1024 + 1) }));
    await client.UpdateFunctionCode({ FunctionName: "night", ZipFile });
    expect((await client.GetFunction(show)).CodeInfo).toBe("");
  });

  it.each([
    [{ FunctionName: "day" }, "ResourceNotFound.Function"],
    [{ FunctionName: "night", Namespace: "nowhere" }, "ResourceNotFound.Namespace"],
    [{ FunctionName: "night", Qualifier: "7" }, "InvalidParameterValue.Qualifier"],
    [{ FunctionName: "night", ShowCode: "true" }, "InvalidParameter"],
    [{}, "MissingParameter"],
  ])("refuses %o with %s", async (asked, code) => {
    const { client } = await openWithFunction();
    await expect(client.GetFunction(asked)).rejects.toMatchObject({ code });
  });
});
