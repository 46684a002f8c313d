import { describe, expect, it } from "vitest";
import { signatureStep } from "../../../lib/usecases/doctor/step-names.ts";
import { credential } from "../../emulator/small-world.ts";
import { examine, type FailureRow, told } from "../patient.ts";

/** Nobody listens there. */
const nowhere = "http://127.0.0.1:1";
const inRegion = (region: string) => (settings: object) => ({ ...settings, regions: [region] });

const rows: readonly FailureRow[] = [
  [
    "no credentials",
    { env: { TENCENTCLOUD_SECRETID: "", TENCENTCLOUD_SECRETKEY: "" } },
    {
      check: "credentials",
      status: "failed",
      seen: /^TENCENTCLOUD_SECRETID: not set; TENCENTCLOUD_SECRETKEY: not set$/,
      advice: /^set TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY/,
      exitCode: 2,
    },
  ],
  [
    "a name with an underscore too many",
    { env: { TENCENTCLOUD_SECRETID: "", TENCENTCLOUD_SECRET_ID: "AKIDx" } },
    {
      check: "credentials",
      status: "failed",
      seen: /TENCENTCLOUD_SECRET_ID is, which has an underscore too many/,
      advice: /console/,
      exitCode: 2,
    },
  ],
  [
    "a key with a line end",
    { env: { TENCENTCLOUD_SECRETKEY: "key\n" } },
    {
      check: "credentials",
      status: "failed",
      seen: /^TENCENTCLOUD_SECRETKEY: holds a space, a line end/,
      advice: /console/,
      exitCode: 2,
    },
  ],
  [
    "id and key in each other's place",
    { env: { TENCENTCLOUD_SECRETID: credential.secretKey, TENCENTCLOUD_SECRETKEY: credential.secretId } },
    { check: "credentials", status: "failed", seen: /hold each other's value$/, advice: /console/, exitCode: 2 },
  ],
  [
    "an id that does not look like one",
    { env: { TENCENTCLOUD_SECRETID: "1250000000" } },
    {
      check: "credentials",
      status: "warning",
      seen: /does not begin with AKID/,
      advice: /^compare them with the CAM console/,
      exitCode: 2,
    },
  ],
  [
    "a region that the service has not",
    { settings: inRegion("ap-atlantis"), emulator: { regions: ["ap-chongqing"] } },
    {
      check: "region ap-atlantis",
      status: "failed",
      seen: /^the service has no host of region ap-atlantis$/,
      advice: /^correct regions in the settings: the vendor has .*ap-chongqing/,
      exitCode: 3,
    },
  ],
  [
    "a region that is not listed and answers",
    { settings: inRegion("ap-atlantis") },
    {
      check: "region ap-atlantis",
      status: "warning",
      seen: /vendor's list of regions does not have it$/,
      advice: /^correct regions/,
      exitCode: 3,
    },
  ],
  [
    "no network",
    { settings: (settings) => ({ ...settings, endpoints: { ci: nowhere, cos: nowhere, scf: nowhere } }) },
    {
      check: "region ap-chongqing",
      status: "failed",
      seen: /ECONNREFUSED/,
      advice: /^see whether this machine reaches ci\.REGION\.myqcloud\.com/,
      exitCode: 3,
    },
  ],
  [
    "no network and an unknown region",
    { settings: (settings) => ({ ...settings, regions: ["ap-atlantis"], endpoints: { ci: nowhere } }) },
    {
      check: "region ap-atlantis",
      status: "failed",
      seen: /ECONNREFUSED/,
      advice: /^correct regions in the settings/,
      exitCode: 3,
    },
  ],
  [
    "nothing that tells the time",
    { settings: (settings) => ({ ...settings, endpoints: { ci: nowhere, cos: nowhere, scf: nowhere } }) },
    { check: "clock", status: "skipped", seen: /^no region's host answers/, advice: null, exitCode: 3 },
  ],
  [
    "a clock two minutes ahead",
    { aheadMs: 120_000 },
    {
      check: "clock",
      status: "warning",
      seen: /^this machine is 2 minutes ahead of the service$/,
      advice: /by NTP/,
      exitCode: 0,
    },
  ],
  [
    "a clock ten minutes ahead",
    { aheadMs: 600_000 },
    {
      check: "clock",
      status: "failed",
      seen: /^this machine is 10 minutes ahead of the service; signatures are refused$/,
      advice: /by NTP/,
      exitCode: 3,
    },
  ],
  [
    "a clock an hour behind",
    { aheadMs: -3_600_000 },
    {
      check: "clock",
      status: "failed",
      seen: /^this machine is 60 minutes behind the service/,
      advice: /by NTP/,
      exitCode: 3,
    },
  ],
  [
    "a secret id that nobody has",
    { env: { TENCENTCLOUD_SECRETID: "AKIDnobody" } },
    {
      check: signatureStep,
      status: "failed",
      seen: /^the secret id is not known \(401 SecretidNotExist\)$/,
      advice: /deleted, disabled, or mistyped/,
      exitCode: 2,
    },
  ],
  [
    "a key that is not the id's",
    { env: { TENCENTCLOUD_SECRETKEY: "another-key" } },
    {
      check: signatureStep,
      status: "failed",
      seen: /^the secret key is not that of the secret id \(401 Inv/,
      advice: /copy the key once more/,
      exitCode: 2,
    },
  ],
  [
    "a session token that does not belong to the key",
    { env: { TENCENTCLOUD_SESSIONTOKEN: "stale" } },
    {
      check: signatureStep,
      status: "failed",
      seen: /^the session token is not that of the secret id, or ran out \(401 AccessDenied\)$/,
      advice: /anew/,
      exitCode: 2,
    },
  ],
  [
    "a signature of another time",
    { emulator: { faults: [{ match: {}, fault: { status: 401, code: "SignatureExpired" } }] } },
    {
      check: signatureStep,
      status: "failed",
      seen: /^the signature is of another time/,
      advice: /clock by NTP/,
      exitCode: 2,
    },
  ],
  [
    "a service that refuses for another reason",
    { emulator: { faults: [{ match: {}, fault: { status: 451, code: "UnavailableForLegalReasons" } }] } },
    {
      check: signatureStep,
      status: "failed",
      seen: /451 UnavailableForLegalReasons/,
      advice: /^look the code up/,
      exitCode: 2,
    },
  ],
  [
    "a service that is busy",
    { emulator: { faults: [{ match: {}, fault: { status: 503, code: "ServiceUnavailable" } }] } },
    {
      check: signatureStep,
      status: "failed",
      seen: /503/,
      advice: /proxy or firewall|run this again later/,
      exitCode: 2,
    },
  ],
];

describe("job-audit doctor, of access", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("leaves out what rests on something that failed, and says on what", async () => {
    const { of, results } = await examine({ env: { TENCENTCLOUD_SECRETKEY: "another-key" } });
    const skipped = { status: "skipped", seen: 'needs "signature", which failed', advice: null };
    expect(of("buckets of ap-chongqing")).toMatchObject(skipped);
    expect(of("report: read")).toMatchObject(skipped);
    expect(of("report: claim")).toMatchObject({ status: "skipped", seen: 'needs "report: read", which was skipped' });
    expect(results.filter(({ status }) => status === "failed")).toHaveLength(1);
  });
});
