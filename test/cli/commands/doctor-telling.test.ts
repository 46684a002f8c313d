import { describe, expect, it } from "vitest";
import { allBut, auditFunction, examine, type FailureRow, told } from "../patient.ts";

const place = (name: string) => ({ function: name, region: "ap-guangzhou" });
const placed = (settings: object) => ({
  ...settings,
  functions: { audit: place("job-audit-audit"), diff: place("job-audit-diff") },
});

const rows: readonly FailureRow[] = [
  [
    "a function that lacks what a sink needs",
    { functions: [auditFunction({ environment: { HEARTBEAT_URL: "x" } })] },
    {
      check: "sink ops",
      status: "failed",
      seen: /^the function job-audit-audit lacks ALERTS_URL$/,
      advice: /environment in serverless\.yml/,
      exitCode: 3,
    },
  ],
  [
    "a function that lacks the heartbeat's address",
    { functions: [auditFunction({ environment: { ALERTS_URL: "x" } })] },
    { check: "heartbeat", status: "failed", seen: /lacks HEARTBEAT_URL$/, advice: /environment/, exitCode: 3 },
  ],
  [
    "a sink whose variable is not set, where no function is known",
    { functions: [], env: { ALERTS_URL: "" } },
    {
      check: "sink ops",
      status: "failed",
      seen: /^ALERTS_URL: not set; it is to hold the address of sink ops$/,
      advice: /^set it where the audit runs, and here to try it out$/,
      exitCode: 3,
    },
  ],
  [
    "a heartbeat whose variable is not set, where no function is known",
    { functions: [], env: { HEARTBEAT_URL: "" } },
    { check: "heartbeat", status: "failed", seen: /^HEARTBEAT_URL: not set/, advice: /^set it where/, exitCode: 3 },
  ],
  [
    "a heartbeat that is not encrypted",
    { functions: [], env: { HEARTBEAT_URL: "http://hush.example/secret" } },
    {
      check: "heartbeat",
      status: "failed",
      seen: /^HEARTBEAT_URL: its address does not begin with https:\/\/$/,
      advice: /^set it where/,
      exitCode: 3,
    },
  ],
  [
    "that nobody is told",
    { settings: ({ alerts: _alerts, ...rest }) => rest },
    {
      check: "sinks",
      status: "warning",
      seen: /^nobody is told of anything$/,
      advice: /^name whom to tell under alerts\.sinks/,
      exitCode: 0,
    },
  ],
  [
    "that nobody outside would notice",
    { settings: ({ heartbeat: _heartbeat, ...rest }) => rest },
    { check: "heartbeat", status: "ok", seen: /^none is set$/, advice: /^name one as heartbeat\.urlFrom/, exitCode: 0 },
  ],
];

describe("job-audit doctor, of who is told", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("looks for variables in the function that tells people, and here where none is known", async () => {
    const diff = auditFunction({ name: "job-audit-diff", environment: { ALERTS_URL: "x" } });
    const { of } = await examine({ settings: placed, functions: [auditFunction(), diff] });
    expect(of("sink ops")).toMatchObject({ status: "ok", seen: "the function job-audit-diff has ALERTS_URL" });
    const unseen = await examine({ policy: allBut("scf:GetFunction") });
    expect(unseen.of("sink ops")?.seen).toBe("ALERTS_URL can be used here; where functions run is not known");
  });

  it("looks for variables in the function of shards too, which commits nights that are spread", async () => {
    const place = (name: string) => ({ function: name, region: "ap-guangzhou" });
    const spread = { audit: place("job-audit-audit"), shard: place("job-audit-shard") };
    const settings = (same: object) => ({ ...same, functions: spread });
    const bare = auditFunction({ name: "job-audit-shard", environment: {} });
    const lacking = await examine({ settings, functions: [auditFunction(), bare] });
    const failed = { status: "failed", advice: expect.stringMatching(/environment/) };
    expect(lacking.of("heartbeat")).toMatchObject({
      ...failed,
      seen: "the function job-audit-shard lacks HEARTBEAT_URL",
    });
    expect(lacking.of("sink ops")).toMatchObject({ ...failed, seen: "the function job-audit-shard lacks ALERTS_URL" });
    const whole = auditFunction({ name: "job-audit-shard" });
    const { of } = await examine({ settings, functions: [auditFunction(), whole] });
    expect(of("heartbeat")?.seen).toBe("the functions job-audit-audit and job-audit-shard have HEARTBEAT_URL");
    const diff = { ...spread, diff: place("job-audit-diff") };
    const compared = await examine({
      settings: (same) => ({ ...same, functions: diff }),
      functions: [auditFunction(), bare, auditFunction({ name: "job-audit-diff" })],
    });
    expect(compared.of("sink ops")).toMatchObject({ status: "ok" });
    expect(compared.of("heartbeat")).toMatchObject(failed);
  });

  it("lets a heartbeat in a private network be unencrypted", async () => {
    const { of } = await examine({
      functions: [],
      env: { HEARTBEAT_URL: "http://127.0.0.1:8000/x" },
      settings: (same) => ({ ...same, heartbeat: { urlFrom: "HEARTBEAT_URL", allowPrivate: true } }),
    });
    expect(of("heartbeat")).toMatchObject({ status: "ok" });
  });
});
