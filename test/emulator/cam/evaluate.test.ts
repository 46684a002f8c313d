import { describe, expect, it } from "vitest";
import { isAllowed } from "../../../emulator/cam/evaluate.ts";
import type { PolicyStatement } from "../../../emulator/cam/policy-document.ts";

function decide(statement: readonly PolicyStatement[], action: string, resource: string): boolean {
  return isAllowed({ version: "2.0", statement }, { action, resource });
}

function allow(action: string, ...resource: readonly string[]): PolicyStatement {
  return { effect: "allow", action: [action], resource };
}

/** The example of the vendor page "Working with COS API Authorization Policies". */
const uploads: readonly PolicyStatement[] = [
  {
    effect: "allow",
    action: ["name/cos:PutObject", "name/cos:PostObject", "name/cos:InitiateMultipartUpload", "name/cos:ListParts"],
    resource: ["qcs::cos:ap-beijing:uid/1250000000:examplebucket-1250000000/doc/*"],
  },
  {
    effect: "allow",
    action: ["name/cos:GetObject"],
    resource: ["qcs::cos:ap-beijing:uid/1250000000:examplebucket-1250000000/doc2/*"],
  },
];
const inBucket = "qcs::cos:ap-beijing:uid/1250000000:examplebucket-1250000000";

/** The example of the vendor page "SCF Policy Syntax", of the account 100000000001. */
const twoFunctions: readonly PolicyStatement[] = [
  { effect: "allow", action: ["scf:ListFunctions", "scf:GetAccountSettings", "monitor:*"], resource: ["*"] },
  {
    effect: "allow",
    action: ["scf:DeleteFunction", "scf:CreateFunction", "scf:InvokeFunction", "scf:GetFunction"],
    resource: [
      "qcs::scf:ap-guangzhou:uin/100000000001:namespace/default/function/Test1",
      "qcs::scf:ap-guangzhou:uin/100000000001:namespace/default/function/Test2",
    ],
  },
];
const functionsOf = "qcs::scf:ap-guangzhou:uin/100000000001:namespace/default/function";

describe("isAllowed()", () => {
  it.each([
    ["cos:PutObject", `${inBucket}/doc/a.txt`, true],
    ["cos:PutObject", `${inBucket}/doc/deep/a:b.txt`, true],
    ["cos:PutObject", `${inBucket}/doc2/a.txt`, false],
    ["cos:PutObject", `${inBucket}/other/doc/a.txt`, false],
    ["cos:GetObject", `${inBucket}/doc2/a.txt`, true],
    ["cos:GetObject", `${inBucket}/doc/a.txt`, false],
    ["cos:getobject", `${inBucket}/doc2/a.txt`, false],
    ["cos:GetObject", "qcs::cos:ap-shanghai:uid/1250000000:examplebucket-1250000000/doc2/a", false],
    ["cos:GetObject", "qcs::cos:ap-beijing:uid/1250000001:examplebucket-1250000000/doc2/a", false],
    ["cos:GetObject", "qcs::cos:ap-beijing:uid/1250000000:examplebucket-1250000000x/doc2/a", false],
  ])("decides the vendor's example on objects: %s of %s is %s", (action, resource, expected) => {
    expect(decide(uploads, action, resource)).toBe(expected);
  });

  it.each([
    ["scf:InvokeFunction", `${functionsOf}/Test1`, true],
    ["scf:InvokeFunction", `${functionsOf}/Test3`, false],
    ["scf:InvokeFunction", `${functionsOf}/Test11`, false],
    ["scf:UpdateFunctionCode", `${functionsOf}/Test1`, false],
    ["scf:ListFunctions", "*", true],
    ["scf:InvokeFunction", "*", false],
    ["monitor:GetMonitorData", "*", true],
  ])("decides the vendor's example on functions: %s of %s is %s", (action, resource, expected) => {
    expect(decide(twoFunctions, action, resource)).toBe(expected);
  });

  it("denies what no statement allows", () => {
    expect(decide([], "cos:GetObject", `${inBucket}/a`)).toBe(false);
  });

  it("lets one statement that denies stand above every one that allows, wherever it is", () => {
    const denied: PolicyStatement = { effect: "deny", action: ["cos:Delete*"], resource: ["*"] };
    for (const statement of [
      [denied, allow("cos:*", "*")],
      [allow("cos:*", "*"), denied],
    ]) {
      expect(decide(statement, "cos:DeleteObject", `${inBucket}/a`)).toBe(false);
      expect(decide(statement, "cos:GetObject", `${inBucket}/a`)).toBe(true);
    }
  });

  it.each([
    ["an empty region, which stands for all", "qcs::cos::uid/1250000000:examplebucket-1250000000/*"],
    ["an empty account, which stands for that of the policy", "qcs::cos:ap-beijing::examplebucket-1250000000/*"],
    ["an empty service, which stands for all", "qcs:::ap-beijing:uid/1250000000:examplebucket-1250000000/*"],
    ["a wildcard in the middle", "qcs::cos:ap-*:uid/1250000000:*-1250000000/d*c2/*"],
    ["everything", "*"],
  ])("takes %s", (_, resource) => {
    expect(decide([allow("cos:Get*", resource)], "cos:GetObject", `${inBucket}/doc2/a`)).toBe(true);
  });

  it("does not take a region for one that the service leaves out", () => {
    const jobs = "qcs::ci::uid/1250000000:bucket/photos-1250000000/";
    const named = "qcs::ci:ap-beijing:uid/1250000000:bucket/photos-1250000000/*";
    expect(decide([allow("ci:DescribePicProcessJobs", named)], "ci:DescribePicProcessJobs", jobs)).toBe(false);
    expect(
      decide([allow("ci:DescribePicProcessJobs", named.replace("ap-beijing", ""))], "ci:DescribePicProcessJobs", jobs),
    ).toBe(true);
  });

  it("takes signs of patterns other than the star for themselves", () => {
    const statement = [allow("cos:GetObject", `${inBucket}/a.c+(1)`)];
    expect(decide(statement, "cos:GetObject", `${inBucket}/a.c+(1)`)).toBe(true);
    expect(decide(statement, "cos:GetObject", `${inBucket}/abc+(1)`)).toBe(false);
  });
});
