import { describe, expect, it } from "vitest";
import { apiNeeds } from "../../../emulator/cam/api-needs.ts";

const frame = { account: { appId: "1250000000", uin: "100000000001" }, namesFunctions: true };
const named = "qcs::scf:ap-guangzhou:uin/100000000001:namespace/default/function/job-audit-diff";

function needsOf(action: string, parameters: object | string, own = frame) {
  const text = typeof parameters === "string" ? parameters : JSON.stringify(parameters);
  const headers = new Map([
    ["x-tc-action", action],
    ["x-tc-region", "ap-guangzhou"],
  ]);
  const request = { method: "POST", host: "127.0.0.1", path: "/", query: new Map(), headers, body: Buffer.from(text) };
  return apiNeeds(request, own);
}

describe("apiNeeds()", () => {
  it.each(["GetFunction", "CreateFunction", "UpdateFunctionCode", "DeleteTrigger", "GetFunctionEventInvokeConfig"])(
    "asks for %s of the function",
    (action) => {
      expect(needsOf(action, { FunctionName: "job-audit-diff" })).toEqual([
        { action: `scf:${action}`, resource: named },
      ]);
    },
  );

  it("asks for InvokeFunction for an Invoke, in the namespace that it names", () => {
    expect(needsOf("Invoke", { FunctionName: "diff", Namespace: "night" })).toEqual([
      {
        action: "scf:InvokeFunction",
        resource: named.replace("default/function/job-audit-diff", "night/function/diff"),
      },
    ]);
  });

  it.each(["ListFunctions", "GetAccount"])("asks for %s of the account", (action) => {
    expect(needsOf(action, {})).toEqual([{ action: `scf:${action}`, resource: "*" }]);
  });

  it.each(["CreateFunction", "UpdateFunctionConfiguration"])(
    "asks for cam:PassRole too where %s gives a role",
    (action) => {
      expect(needsOf(action, { FunctionName: "job-audit-diff", Role: "job-audit" })).toEqual([
        { action: `scf:${action}`, resource: named },
        { action: "cam:PassRole", resource: "qcs::cam::uin/100000000001:roleName/job-audit" },
      ]);
    },
  );

  it("asks for the logs of a topic", () => {
    expect(needsOf("SearchLog", { TopicId: "t-1" })).toEqual([
      { action: "cls:SearchLog", resource: "qcs::cls:ap-guangzhou:uin/100000000001:topic/t-1" },
    ]);
    expect(needsOf("SearchLog", {})[0]?.resource).toMatch(/topic\/$/);
  });

  it("names no function where the platform does not", () => {
    const needs = needsOf("Invoke", { FunctionName: "diff" }, { ...frame, namesFunctions: false });
    expect(needs).toEqual([{ action: "scf:InvokeFunction", resource: "*" }]);
  });

  it.each(["{", "7", ""])("takes a body that is no object, %j, for one that names nothing", (body) => {
    expect(needsOf("GetFunction", body)).toEqual([
      { action: "scf:GetFunction", resource: named.replace("job-audit-diff", "") },
    ]);
  });
});
