import { describe, expect, it } from "vitest";
import { allBut, examine, type FailureRow, told } from "../patient.ts";

const anyone = (action: string) =>
  JSON.stringify({
    Statement: [
      {
        Principal: { qcs: ["qcs::cam::uin/1:uin/2"] },
        Effect: "allow",
        Action: ["name/cos:PutObject"],
        Resource: ["*"],
      },
      {
        Principal: { qcs: ["qcs::cam::anyone:anyone"] },
        Effect: "deny",
        Action: "name/cos:DeleteObject",
        Resource: ["*"],
      },
      { Principal: { qcs: ["qcs::cam::anyone:anyone"] }, Effect: "Allow", Action: [action], Resource: ["*"] },
    ],
    version: "2.0",
  });
const rule = (prefix: string, expireDays: number | null, enabled = true) => ({ id: "r", prefix, enabled, expireDays });

function unknown(check: string, action: string): FailureRow {
  return [
    `that it cannot tell ${check} without ${action}`,
    { policy: allBut(action) },
    {
      check: `report: ${check}`,
      status: "warning",
      seen: new RegExp(`^cannot tell: permission ${action} is not given$`),
      advice: /^nothing for audits: it is only needed for this check/,
      exitCode: 0,
    },
  ];
}

const rows: readonly FailureRow[] = [
  [
    "versioning",
    { report: { versioning: "enabled" } },
    {
      check: "report: versioning",
      status: "warning",
      seen: /^versioning is enabled: .* committed by APPEND$/,
      advice: /^nothing, if claim below is ok/,
      exitCode: 0,
    },
  ],
  [
    "versioning that was on once",
    { report: { versioning: "suspended" } },
    { check: "report: versioning", status: "warning", seen: /^versioning is suspended:/, advice: /claim/, exitCode: 0 },
  ],
  [
    "that versioning may not be asked for",
    { policy: allBut("cos:GetBucketVersioning") },
    {
      check: "report: versioning",
      status: "warning",
      seen: /^cannot tell: permission cos:GetBucketVersioning is not given, so nights are committed by APPEND$/,
      advice: /^give it to whoever audits/,
      exitCode: 0,
    },
  ],
  unknown("zones", "cos:HeadBucket"),
  unknown("access list", "cos:GetBucketACL"),
  unknown("policy", "cos:GetBucketPolicy"),
  unknown("lifecycle", "cos:GetBucketLifecycle"),
  unknown("encryption", "cos:GetBucketEncryption"),
  unknown("object lock", "cos:GetBucketObjectLockConfiguration"),
  [
    "reports that everybody may read",
    { report: { facts: { publicGrants: ["READ"] } } },
    {
      check: "report: access list",
      status: "failed",
      seen: /^its access control list gives everybody READ$/,
      advice: /^make it private/,
      exitCode: 3,
    },
  ],
  [
    "a policy that lets everybody read",
    { report: { facts: { policy: anyone("name/cos:GetObject") } } },
    {
      check: "report: policy",
      status: "failed",
      seen: /^its policy allows everybody name\/cos:GetObject$/,
      advice: /^make it private/,
      exitCode: 3,
    },
  ],
  [
    "a policy that is none",
    { report: { facts: { policy: "{" } } },
    {
      check: "report: policy",
      status: "failed",
      seen: /^Cannot read the bucket's policy/,
      advice: /proxy/,
      exitCode: 3,
    },
  ],
  [
    "that nothing tidies up",
    { report: { facts: {} } },
    {
      check: "report: lifecycle",
      status: "warning",
      seen: /^no rule removes what lies under audits\/v1\/work\/$/,
      advice: /^add one that lets audits\/v1\/work\/ expire after 7 days or more$/,
      exitCode: 0,
    },
  ],
  [
    "a rule that is off, and one that deletes nothing",
    { report: { facts: { lifecycle: [rule("audits/v1/work/", 9, false), rule("", null)] } } },
    { check: "report: lifecycle", status: "warning", seen: /^no rule removes/, advice: /^add one/, exitCode: 0 },
  ],
  [
    "work that goes too soon",
    { report: { facts: { lifecycle: [rule("audits/v1/work/", 1)] } } },
    {
      check: "report: lifecycle",
      status: "warning",
      seen: /^audits\/v1\/work\/ goes after 1 day$/,
      advice: /^keep it for the 7 days of catchUp/,
      exitCode: 0,
    },
  ],
  [
    "a rule that removes reports while nights are still compared with them",
    { report: { facts: { lifecycle: [rule("audits/", 28)] } } },
    {
      check: "report: lifecycle",
      status: "warning",
      seen: /^a rule removes whole reports after 28 days$/,
      advice: /^keep them for more than 28 days/,
      exitCode: 0,
    },
  ],
  [
    "a lock on every new object",
    { report: { facts: { objectLock: { days: 30 } } } },
    {
      check: "report: object lock",
      status: "warning",
      seen: /^every new object is locked for 30 days$/,
      advice: /use a bucket without default lock$/,
      exitCode: 0,
    },
  ],
];

describe("job-audit doctor, of the report bucket", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("says what else is set up, well", async () => {
    const facts = { lifecycle: [rule("", 400)], objectLock: null } as const;
    const { of } = await examine({ report: { facts } });
    expect(of("report: lifecycle")).toMatchObject({ status: "ok", seen: "all reports go after 400 days" });
    expect(of("report: object lock")).toMatchObject({
      status: "ok",
      seen: "object lock is on, and locks nothing by itself",
    });
    expect(of("report: encryption")).toMatchObject({ status: "ok", seen: "new objects are not encrypted by default" });
  });
});
