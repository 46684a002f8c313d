import { describe, expect, it } from "vitest";
import { nightFunction, openDeployments, openWithFunction } from "../open-deployments.ts";

describe("DeleteFunction", () => {
  it("takes a while, in which the name is not free", async () => {
    const { client, clock } = await openWithFunction({ stateMs: { deleting: 700 } });
    expect(await client.DeleteFunction({ FunctionName: "night" })).toEqual({ RequestId: expect.any(String) });
    expect((await client.GetFunction({ FunctionName: "night" })).Status).toBe("Deleting");
    await expect(client.CreateFunction(nightFunction())).rejects.toMatchObject({ code: "ResourceInUse.FunctionName" });
    clock.now += 700;
    await expect(client.GetFunction({ FunctionName: "night" })).rejects.toMatchObject({
      code: "ResourceNotFound.Function",
    });
    await client.CreateFunction(nightFunction());
    expect(await client.ListTriggers({ FunctionName: "night" })).toMatchObject({ TotalCount: 0 });
  });

  it("refuses a function that is being created, updated or deleted, and one that is not there", async () => {
    const { client, pass } = await openDeployments();
    const gone = () => expect(client.DeleteFunction({ FunctionName: "night" })).rejects;
    await gone().toMatchObject({ code: "ResourceNotFound.Function" });
    await client.CreateFunction(nightFunction());
    await gone().toMatchObject({ code: "FailedOperation.DeleteFunction" });
    pass();
    await client.UpdateFunctionConfiguration({ FunctionName: "night" });
    await gone().toMatchObject({ code: "FailedOperation.DeleteFunction" });
    pass();
    await client.DeleteFunction({ FunctionName: "night" });
    await gone().toMatchObject({ code: "FailedOperation.DeleteFunction" });
  });

  it("deletes a function whose creation failed, so that it can be created again", async () => {
    const faults = [
      { action: "CreateFunction", times: 1, code: "FailedOperation.CreateFunction", how: "fail", message: "no disk" },
    ] as const;
    const { client, pass } = await openWithFunction({ faults });
    expect(await client.GetFunction({ FunctionName: "night" })).toMatchObject({
      Status: "CreateFailed",
      StatusDesc: "no disk",
      StatusReasons: [{ ErrorCode: "FailedOperation.CreateFunction", ErrorMessage: "no disk" }],
    });
    await client.DeleteFunction({ FunctionName: "night" });
    pass();
    await client.CreateFunction(nightFunction());
    pass();
    expect((await client.GetFunction({ FunctionName: "night" })).Status).toBe("Active");
  });
});
