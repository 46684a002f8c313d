import { describe, expect, it } from "vitest";
import {
  allBut,
  auditFunction,
  examine,
  type FailureRow,
  openPatient,
  timerOf,
  told,
  watchdogFunction,
} from "../patient.ts";

const audit = "function job-audit-audit";
const watchdog = "function job-audit-watchdog";
const place = (name: string) => ({ function: name, region: "ap-guangzhou" });
const placed = (settings: object) => ({
  ...settings,
  functions: { audit: place("job-audit-audit"), diff: place("job-audit-diff") },
});
const onlyAudit = (settings: object) => ({ ...settings, functions: { audit: place("job-audit-audit") } });

const rows: readonly FailureRow[] = [
  [
    "a function of the settings that is not there",
    { functions: [], settings: placed },
    {
      check: "function job-audit-diff",
      status: "failed",
      seen: /^there is no such function in default in ap-guangzhou$/,
      advice: /^deploy it \(npx serverless deploy\), or correct functions in the settings$/,
      exitCode: 3,
    },
  ],
  [
    "functions that are not deployed yet",
    { functions: [] },
    {
      check: audit,
      status: "warning",
      seen: /^there is no such function in default in ap-chongqing$/,
      advice: /^npx serverless deploy$/,
      exitCode: 0,
    },
  ],
  [
    "a namespace that is not there",
    { settings: (same) => ({ ...same, functions: { audit: { ...place("job-audit-audit"), namespace: "nights" } } }) },
    { check: audit, status: "failed", seen: /no such function in nights/, advice: /^deploy it/, exitCode: 3 },
  ],
  [
    "a function that could not be made",
    { functions: [auditFunction({ status: "CreateFailed" })] },
    {
      check: audit,
      status: "failed",
      seen: /^CreateFailed, Nodejs20\.19, 512 MB, 900 s$/,
      advice: /^see why in the console/,
      exitCode: 3,
    },
  ],
  [
    "a function that is on its way",
    { functions: [auditFunction({ status: "Updating" })] },
    { check: audit, status: "warning", seen: /^Updating,/, advice: /^wait until it is Active/, exitCode: 0 },
  ],
  [
    "a function without a role",
    { functions: [auditFunction({ role: null })] },
    {
      check: audit,
      status: "failed",
      seen: /without a role$/,
      advice: /^give it the role that `job-audit policy`/,
      exitCode: 3,
    },
  ],
  [
    "a function that has no time",
    { functions: [auditFunction({ timeout: 3 })] },
    { check: audit, status: "warning", seen: /512 MB, 3 s$/, advice: /900 s is the usual timeout$/, exitCode: 0 },
  ],
  [
    "that functions may not be looked at",
    { policy: allBut("scf:GetFunction") },
    {
      check: audit,
      status: "warning",
      seen: /^cannot tell: permission scf:GetFunction is not given$/,
      advice: /only needed for this check/,
      exitCode: 0,
    },
  ],
  [
    "a platform that does not answer as such",
    { emulator: { scf: undefined } as object },
    { check: audit, status: "failed", seen: /400 InvalidHost/, advice: /^look the code up/, exitCode: 3 },
  ],
  [
    "a platform that is not there",
    { settings: (same) => ({ ...same, endpoints: { ...Object(same["endpoints"]), scf: "http://127.0.0.1:1" } }) },
    {
      check: audit,
      status: "failed",
      seen: /^Cannot look at the function default\/job-audit-audit in ap-chongqing\. .*ECONNREFUSED/,
      advice: /proxy or firewall/,
      exitCode: 3,
    },
  ],
  [
    "that no watchdog is deployed",
    { functions: [auditFunction()] },
    {
      check: watchdog,
      status: "warning",
      seen: /^there is no such function/,
      advice: /serverless deploy/,
      exitCode: 0,
    },
  ],
  [
    "a watchdog that nothing starts",
    { functions: [auditFunction(), watchdogFunction({ triggers: [timerOf("0 0 6 * * * *", { enabled: false })] })] },
    {
      check: watchdog,
      status: "warning",
      seen: /without a timer that is on: nothing starts it$/,
      advice: /deploy/,
      exitCode: 0,
    },
  ],
  [
    "an account that names functions in policies",
    { policy: allBut("scf:GetFunction") },
    {
      check: "functions in policies",
      status: "ok",
      seen: /^policies can name functions in this account$/,
      advice: null,
      exitCode: 0,
    },
  ],
  [
    "an account that does not",
    { policy: allBut("scf:GetFunction"), identities: { namesFunctions: false } },
    {
      check: "functions in policies",
      status: "ok",
      seen: /^policies cannot name functions in this account$/,
      advice: /`job-audit policy --any-function`$/,
      exitCode: 0,
    },
  ],
  [
    "that this cannot be seen where nothing is refused",
    {},
    {
      check: "functions in policies",
      status: "skipped",
      seen: /shows in a refusal only, and there was none that tells$/,
      advice: null,
      exitCode: 0,
    },
  ],
  [
    "that others may not start the functions of the settings",
    { settings: onlyAudit, policy: allBut("scf:InvokeFunction") },
    {
      check: "start functions",
      status: "failed",
      seen: /^Cannot see whether the function default\/job-audit-audit in ap-guangzhou may be started: .*Unauthorized/,
      advice: /^give whoever audits the permission scf:InvokeFunction; /,
      exitCode: 3,
    },
  ],
  [
    "nothing of a start of what is not deployed",
    { settings: placed, functions: [] },
    {
      check: "start functions",
      status: "skipped",
      seen: /^needs "function job-audit-audit", which failed$/,
      advice: null,
      exitCode: 3,
    },
  ],
];

describe("job-audit doctor, of functions", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("starts none, though it asks whether it might", async () => {
    const emulator = await openPatient({ functions: [auditFunction(), auditFunction({ name: "job-audit-diff" })] });
    const { of, exitCode } = await examine({ settings: placed }, emulator);
    expect([of("start functions"), exitCode]).toEqual([
      {
        name: "start functions",
        status: "ok",
        seen: "job-audit-audit, job-audit-diff may be started: a version that does not exist was refused, and nothing else",
        advice: null,
      },
      0,
    ]);
    expect(emulator.scf.results).toEqual([]);
  });
});
