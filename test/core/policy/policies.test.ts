import { describe, expect, it } from "vitest";
import { holders, policyOf } from "../../../lib/core/policy/policies.ts";
import { policyDocument } from "../../../lib/core/policy/policy.ts";
import type { PolicyFacts } from "../../../lib/core/policy/policy-facts.ts";

const diff = { function: "job-audit-diff", namespace: "default", region: "ap-guangzhou" };

function factsWith(parts: Partial<PolicyFacts> = {}): PolicyFacts {
  return {
    buckets: [{ name: "photos-1250000000", region: "ap-beijing" }],
    report: { bucket: "audit-1250000000", region: "ap-chongqing", prefix: "audits" },
    functions: { deployed: [{ ...diff, function: "job-audit-audit" }, diff], started: [diff] },
    role: "job-audit",
    logTopic: "topic-1",
    code: null,
    namesFunctions: true,
    ...parts,
  };
}

function resourcesOf(holder: (typeof holders)[number], action: string, facts: PolicyFacts): readonly string[] {
  const found = policyOf[holder](facts).statements.filter(({ actions }) => actions.includes(action));
  return found.flatMap(({ resources }) => resources);
}

describe("policyOf", () => {
  it("makes documents as CAM takes them, and each statement has a reason", () => {
    expect(policyDocument(policyOf.reader(factsWith()))).toEqual({
      version: "2.0",
      statement: [
        {
          effect: "allow",
          action: ["cos:GetObject"],
          resource: ["qcs::cos:ap-chongqing:uid/1250000000:audit-1250000000/audits/*"],
        },
      ],
    });
    for (const holder of holders) {
      for (const { reason } of policyOf[holder](factsWith()).statements) expect(reason.length).toBeGreaterThan(10);
    }
  });

  it("lets the functions read the jobs of the buckets that settings name, each once, and of no other", () => {
    const buckets = ["scans-1250000000", { name: "photos-1250000000", region: "ap-beijing" }, "photos-1250000000"];
    expect(resourcesOf("execution", "ci:DescribePicProcessJobs", factsWith({ buckets }))).toEqual([
      "qcs::ci::uid/1250000000:bucket/scans-1250000000/*",
      "qcs::ci::uid/1250000000:bucket/photos-1250000000/*",
    ]);
  });

  it("lets them list buckets only where settings do not place every one", () => {
    const everywhere = ["qcs::ci::uid/1250000000:bucket/*"];
    const asked = (buckets: PolicyFacts["buckets"]) =>
      resourcesOf("execution", "ci:DescribePicProcessBucket", factsWith({ buckets }));
    expect(asked(factsWith().buckets)).toEqual([]);
    expect(asked(["photos-1250000000"])).toEqual(everywhere);
    expect(asked([])).toEqual(everywhere);
    expect(resourcesOf("execution", "ci:DescribePicProcessJobs", factsWith({ buckets: [] }))).toEqual(everywhere);
  });

  it("lets them start no function where none starts another", () => {
    const alone = factsWith({ functions: { deployed: [diff], started: [] } });
    expect(resourcesOf("execution", "scf:InvokeFunction", alone)).toEqual([]);
    expect(resourcesOf("execution", "scf:InvokeFunction", factsWith())).toEqual([
      "qcs::scf:ap-guangzhou::namespace/default/function/job-audit-diff",
    ]);
  });

  it("lets who deploys act on the deployed functions, hand out one role, and read one topic", () => {
    expect(resourcesOf("deploy", "scf:UpdateFunctionCode", factsWith())).toEqual([
      "qcs::scf:ap-guangzhou::namespace/default/function/job-audit-audit",
      "qcs::scf:ap-guangzhou::namespace/default/function/job-audit-diff",
    ]);
    expect(resourcesOf("deploy", "cam:PassRole", factsWith())).toEqual(["qcs::cam:::roleName/job-audit"]);
    expect(resourcesOf("deploy", "cls:SearchLog", factsWith())).toEqual(["qcs::cls:ap-guangzhou::topic/topic-1"]);
    expect(resourcesOf("deploy", "cos:PutObject", factsWith())).toEqual([]);
  });

  it("lets code be put under one prefix of one bucket", () => {
    const code = { bucket: "code-1250000000", region: "ap-guangzhou", prefix: "job-audit" };
    expect(resourcesOf("deploy", "cos:PutObject", factsWith({ code }))).toEqual([
      "qcs::cos:ap-guangzhou:uid/1250000000:code-1250000000/job-audit/*",
    ]);
  });

  it("says why wherever resources are wider than need be, and nowhere else", () => {
    const code = { bucket: "code-1250000000", region: "ap-guangzhou", prefix: "" };
    const report = { ...factsWith().report, prefix: "" };
    const wide = factsWith({ buckets: [], report, code, logTopic: null, namesFunctions: false });
    const actionsOf = (facts: PolicyFacts) =>
      holders.flatMap((holder) =>
        policyOf[holder](facts)
          .statements.filter((each) => each.wide !== null)
          .map(({ actions }) => actions[0]),
      );
    expect(actionsOf(factsWith())).toEqual(["cos:GetBucketVersioning"]);
    expect(actionsOf(wide)).toEqual([
      ...["ci:DescribePicProcessQueues", "ci:DescribePicProcessBucket", "cos:GetObject", "cos:GetBucketVersioning"],
      ...["scf:InvokeFunction", "scf:GetFunction", "scf:CreateFunction", "scf:CreateTrigger", "scf:InvokeFunction"],
      ...["scf:DeleteFunction", "cls:SearchLog", "cos:PutObject", "cos:GetObject"],
    ]);
    expect(resourcesOf("reader", "cos:GetObject", wide)).toEqual([
      "qcs::cos:ap-chongqing:uid/1250000000:audit-1250000000/*",
    ]);
    expect(resourcesOf("deploy", "cls:SearchLog", wide)).toEqual(["qcs::cls:ap-guangzhou::topic/*"]);
  });
});
