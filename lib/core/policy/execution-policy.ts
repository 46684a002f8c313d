/** What the functions' role is permitted: to list and look up jobs, to keep reports, and to start each other. */

import type { Policy, Statement } from "./policy.ts";
import type { AuditedBucket, PolicyFacts } from "./policy-facts.ts";
import { functionResource, jobsBeside, jobsOf, objectsIn, wholeBucket } from "./resource-name.ts";
import { unnamedFunctions } from "./unnamed-functions.ts";

export function executionPolicy(facts: PolicyFacts): Policy {
  return {
    statements: [readJobs(facts), ...findBuckets(facts), keepReports(facts), knowBucket(facts), ...startOthers(facts)],
  };
}

function readJobs({ buckets, report }: PolicyFacts): Statement {
  const discovered = buckets.length === 0;
  return {
    actions: ["ci:DescribePicProcessQueues", "ci:DescribePicProcessJobs", "ci:DescribePicProcessJob"],
    resources: discovered ? [jobsBeside(report.bucket)] : unique(buckets.map(nameOf)).map(jobsOf),
    reason: "reads the queues and jobs of the audited buckets, and looks up the jobs that were open in earlier nights",
    wide: discovered ? "the settings name no buckets: a bucket that is bound tomorrow is to be audited too" : null,
  };
}

/** Buckets that settings place in a region are not looked up. */
function findBuckets({ buckets, report }: PolicyFacts): readonly Statement[] {
  if (buckets.length > 0 && buckets.every((bucket) => typeof bucket !== "string")) return [];
  const statement = {
    actions: ["ci:DescribePicProcessBucket"],
    resources: [jobsBeside(report.bucket)],
    reason: "finds the buckets that are bound to the service, and their regions",
    wide: "the list is asked of a region and names no bucket; give each bucket of the settings its region to do without",
  };
  return [statement];
}

function keepReports({ report }: PolicyFacts): Statement {
  return {
    actions: ["cos:GetObject", "cos:PutObject", "cos:AppendObject"],
    resources: [objectsIn(report)],
    reason:
      "reads earlier reports, writes new ones, and appends to what runs save on their way and to the log of alerts",
    wide: report.prefix === "" ? "the settings give reports the whole bucket; set report.prefix to narrow it" : null,
  };
}

function knowBucket({ report }: PolicyFacts): Statement {
  return {
    actions: ["cos:GetBucketVersioning"],
    resources: [wholeBucket(report)],
    reason: "learns which way of committing a night is safe in the report bucket",
    wide: "the service knows no narrower resource for a question about the bucket itself",
  };
}

function startOthers({ functions, namesFunctions }: PolicyFacts): readonly Statement[] {
  if (functions.started.length === 0) return [];
  const statement = {
    actions: ["scf:InvokeFunction"],
    resources: namesFunctions ? functions.started.map(functionResource) : ["*"],
    reason:
      "starts the function that compares a committed night, those that read parts of a large one, or a night that broke off once more",
    wide: namesFunctions ? null : unnamedFunctions,
  };
  return [statement];
}

function nameOf(bucket: AuditedBucket): string {
  return typeof bucket === "string" ? bucket : bucket.name;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
