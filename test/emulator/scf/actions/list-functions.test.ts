import { describe, expect, it } from "vitest";
import { nightFunction, openDeployments } from "../open-deployments.ts";

/** Functions bb, aa and cc, created a minute apart; then bb is changed. */
async function openThree() {
  const opened = await openDeployments({ namespaces: ["audit"] });
  const { client, pass } = opened;
  for (const [FunctionName, Role] of [
    ["bb", "auditor"],
    ["aa", ""],
    ["cc", ""],
  ] as const) {
    const AsyncRunEnable = FunctionName === "cc" ? "TRUE" : "FALSE";
    await client.CreateFunction(
      nightFunction({ FunctionName, Role, AsyncRunEnable, Description: `the ${FunctionName} one` }),
    );
    pass();
  }
  await client.CreateFunction(nightFunction({ FunctionName: "elsewhere", Namespace: "audit" }));
  await client.UpdateFunctionConfiguration({ FunctionName: "bb", Timeout: 7 });
  return opened;
}

describe("ListFunctions", () => {
  it.each([
    [{}, "bb cc aa"],
    [{ Order: "ASC" }, "aa cc bb"],
    [{ Orderby: "AddTime", Order: "ASC" }, "bb aa cc"],
    [{ Orderby: "FunctionName" }, "cc bb aa"],
    [{ SearchKey: "a" }, "aa"],
    [{ Description: "the c" }, "cc"],
    [{ Namespace: "audit" }, "elsewhere"],
    [{ Filters: [{ Name: "Status", Values: ["Updating", "Creating"] }] }, "bb"],
    [{ Filters: [{ Name: "Role", Values: [""] }] }, "cc aa"],
    [{ Filters: [{ Name: "Runtime", Values: ["Nodejs18.15"] }], SearchKey: "b" }, "bb"],
    [{ Filters: [{ Name: "AsyncRunEnable", Values: ["TRUE"] }] }, "cc"],
    [{ Filters: [{ Name: "ClsTopicId", Values: ["none"] }] }, ""],
    [{ Filters: [{ Name: "ClsLogsetId", Values: ["none"] }] }, ""],
  ])("finds with %o: %s", async (asked, names) => {
    const { client } = await openThree();
    const { Functions = [], TotalCount } = await client.ListFunctions(asked);
    expect(Functions.map(({ FunctionName }) => FunctionName).join(" ")).toBe(names);
    expect(TotalCount).toBe(Functions.length);
  });

  it("tells of each what the page tells, a page at a time", async () => {
    const { client } = await openThree();
    const pages = await Promise.all(
      [0, 2, 4].map((Offset) => client.ListFunctions({ Offset, Limit: 2, Order: "ASC" })),
    );
    expect(pages.map(({ Functions = [] }) => Functions.map(({ FunctionName }) => FunctionName))).toEqual([
      ["aa", "cc"],
      ["bb"],
      [],
    ]);
    expect(pages.map(({ TotalCount }) => TotalCount)).toEqual([3, 3, 3]);
    expect(pages[1]?.Functions?.[0]).toMatchObject({
      FunctionId: expect.stringMatching(/^lam-/),
      Namespace: "default",
      Status: "Updating",
      AddTime: "2024-01-02 12:00:00",
      ModTime: "2024-01-02 12:03:00",
    });
  });

  it("tells twenty unless it is told otherwise", async () => {
    const { client } = await openDeployments();
    for (let index = 0; index < 21; index += 1) {
      await client.CreateFunction(nightFunction({ FunctionName: `night${index}` }));
    }
    const { Functions = [], TotalCount } = await client.ListFunctions({});
    expect([Functions.length, TotalCount]).toEqual([20, 21]);
  });

  it.each([
    [{ Order: "UP" }, "InvalidParameterValue.Order"],
    [{ Orderby: "Size" }, "InvalidParameterValue.Orderby"],
    [{ Offset: -1 }, "InvalidParameterValue.Offset"],
    [{ Limit: 0 }, "InvalidParameterValue.Limit"],
    [{ Namespace: "nowhere" }, "ResourceNotFound.Namespace"],
    [{ Filters: [{ Name: "VpcId", Values: ["v"] }] }, "InvalidParameterValue.Filters"],
  ])("refuses %o with %s", async (asked, code) => {
    const { client } = await openDeployments();
    await expect(client.ListFunctions(asked)).rejects.toMatchObject({ code });
  });
});
