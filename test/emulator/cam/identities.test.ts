import { describe, expect, it } from "vitest";
import { createIdentities } from "../../../emulator/cam/identities.ts";
import type { PolicyDocument } from "../../../emulator/cam/policy-document.ts";

const owner = { secretId: "AKIDowner", secretKey: "owner-key" };
const reader = { secretId: "AKIDreader", secretKey: "reader-key" };
const reads: PolicyDocument = {
  version: "2.0",
  statement: [{ effect: "allow", action: ["cos:GetObject"], resource: ["*"] }],
};
const hour = 3_600_000;

function identities() {
  let serial = 0;
  return createIdentities({
    users: [{ credential: owner }, { credential: reader, policy: reads }],
    roles: [
      { name: "audit", policy: reads },
      { name: "for-machines", policy: reads, services: ["cvm.qcloud.com"] },
    ],
    newId: () => `id${serial++}`,
  });
}

describe("createIdentities()", () => {
  it("finds users, and knows what each may do", () => {
    const all = identities();
    expect(all.find("AKIDreader", 0)).toEqual(reader);
    expect(all.find("AKIDnobody", 0)).toBeNull();
    expect(all.policyOf("AKIDowner")).toBeNull();
    expect(all.policyOf("AKIDreader")).toEqual(reads);
    expect(all.policyOf("AKIDnobody")).toEqual({ version: "2.0", statement: [] });
  });

  it("gives a role's temporary credentials, new each time and for six hours", () => {
    const all = identities();
    const first = all.assume("audit", 1000);
    const second = all.assume("audit", 1000);
    expect(first).toEqual({ secretId: "AKIDid0", secretKey: "id1", sessionToken: "id2" });
    expect(second?.secretId).toBe("AKIDid3");
    expect(all.policyOf("AKIDid0")).toEqual(reads);
    expect(all.find("AKIDid0", 1000 + 6 * hour - 1)).toEqual(first);
    expect(all.find("AKIDid0", 1000 + 6 * hour)).toBeNull();
  });

  it("gives none of a role that is not there, or that trusts another service", () => {
    expect(identities().assume("nobody", 0)).toBeNull();
    expect(identities().assume("for-machines", 0)).toBeNull();
  });

  it.each([
    ["another version", { ...reads, version: "1.0" as "2.0" }, /version 1\.0/],
    ["another effect", withStatement({ effect: "permit" as "allow" }), /effect permit/],
    ["no action", withStatement({ action: [] }), /without an action/],
    ["no resource", withStatement({ resource: [] }), /without an action or without a resource/],
    ["an action of no service", withStatement({ action: ["GetObject"] }), /action GetObject/],
    ["five segments", withStatement({ resource: ["qcs:cos:ap-beijing:uid/1:b-1/*"] }), /six segments/],
    ["a project", withStatement({ resource: ["qcs:id/0:cos:ap-beijing:uid/1:b-1/*"] }), /six segments/],
  ])("refuses a policy with %s, as CAM does", (_, policy, message) => {
    expect(() => createIdentities({ users: [], roles: [{ name: "audit", policy }], newId: () => "" })).toThrow(message);
  });

  it("takes a policy of any service's actions with wildcards", () => {
    const policy = withStatement({
      action: ["*", "name/cos:Get*", "cam:PassRole"],
      resource: ["*", "qcs::cam:::roleName/a:b"],
    });
    expect(() =>
      createIdentities({ users: [{ credential: reader, policy }], roles: [], newId: () => "" }),
    ).not.toThrow();
  });
});

function withStatement(parts: Partial<PolicyDocument["statement"][number]>): PolicyDocument {
  return { version: "2.0", statement: [{ effect: "allow", action: ["cos:GetObject"], resource: ["*"], ...parts }] };
}
