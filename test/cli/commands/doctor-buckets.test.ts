import { describe, expect, it } from "vitest";
import { allBut, examine, type FailureRow, told } from "../patient.ts";

const bucket = "bucket photos-1250000000";
const placed = (settings: object) => ({
  ...settings,
  buckets: [{ name: "photos-1250000000", region: "ap-chongqing" }],
});
const named = (name: string) => (settings: object) => ({ ...settings, buckets: [name] });

const rows: readonly FailureRow[] = [
  [
    "a list of buckets that may not be asked for",
    { policy: allBut("ci:DescribePicProcessBucket") },
    {
      check: "buckets of ap-chongqing",
      status: "failed",
      seen: /403 AccessDenied/,
      advice: /^give whoever audits the permission ci:DescribePicProcessBucket; `job-audit policy --for execution`/,
      exitCode: 3,
    },
  ],
  [
    "buckets that nobody can find then",
    { policy: allBut("ci:DescribePicProcessBucket") },
    {
      check: "buckets",
      status: "skipped",
      seen: /^no region's list of buckets could be read$/,
      advice: null,
      exitCode: 3,
    },
  ],
  [
    "a bucket by its name that nobody can find then",
    { policy: allBut("ci:DescribePicProcessBucket"), settings: named("photos-1250000000") },
    { check: bucket, status: "skipped", seen: /so it is not known where it is$/, advice: null, exitCode: 3 },
  ],
  [
    "a list that audits do not need, as settings place every bucket",
    { policy: allBut("ci:DescribePicProcessBucket"), settings: placed },
    {
      check: "buckets of ap-chongqing",
      status: "warning",
      seen: /^cannot tell: permission ci:DescribePicProcessBucket is not given$/,
      advice: /^nothing for audits/,
      exitCode: 0,
    },
  ],
  [
    "a service that cannot be seen without that list",
    { policy: allBut("ci:DescribePicProcessBucket"), settings: placed },
    { check: `${bucket}: service`, status: "skipped", seen: /was not read, which tells/, advice: null, exitCode: 0 },
  ],
  [
    "an account without a bucket that is bound",
    { bucket: { service: "off" } },
    {
      check: "buckets",
      status: "failed",
      seen: /^the service lists no bucket in ap-chongqing: there is nothing to audit$/,
      advice: /^bind it in the Cloud Infinite console/,
      exitCode: 3,
    },
  ],
  [
    "a bucket of the settings that no region lists",
    { settings: named("lost-1250000000") },
    {
      check: "bucket lost-1250000000",
      status: "failed",
      seen: /^no region of the settings lists it: ap-chongqing$/,
      advice: /or correct buckets or regions in the settings$/,
      exitCode: 3,
    },
  ],
  [
    "a placed bucket that does not exist",
    { settings: (same) => ({ ...same, buckets: [{ name: "photos-1250000000", region: "ap-beijing" }] }) },
    {
      check: `${bucket}: bound`,
      status: "failed",
      seen: /^there is no such bucket in ap-beijing$/,
      advice: /the name with its APPID, and its region$/,
      exitCode: 3,
    },
  ],
  [
    "that where the binding may not be asked for",
    {
      policy: allBut("ci:DescribeCIBuckets"),
      settings: (same) => ({ ...same, buckets: [{ name: "photos-1250000000", region: "ap-beijing" }] }),
    },
    {
      check: `${bucket}: bound`,
      status: "failed",
      seen: /^there is no such bucket in ap-beijing$/,
      advice: /^correct buckets/,
      exitCode: 3,
    },
  ],
  [
    "a binding that may not be asked for",
    { policy: allBut("ci:DescribeCIBuckets") },
    {
      check: `${bucket}: bound`,
      status: "warning",
      seen: /^cannot tell: permission ci:DescribeCIBuckets is not given$/,
      advice: /only needed for this check/,
      exitCode: 0,
    },
  ],
  [
    "a binding that is not told",
    { emulator: { faults: [{ match: { path: "/" }, fault: { status: 400, code: "InvalidArgument" } }] } },
    {
      check: `${bucket}: bound`,
      status: "failed",
      seen: /400 InvalidArgument/,
      advice: /^look the code up/,
      exitCode: 3,
    },
  ],
  [
    "a bucket that is not bound",
    { settings: placed, bucket: { binding: "off" } },
    {
      check: `${bucket}: bound`,
      status: "failed",
      seen: /^it is not bound to Cloud Infinite \(off\)$/,
      advice: /^bind it/,
      exitCode: 3,
    },
  ],
  [
    "a bucket that is being unbound",
    { settings: placed, bucket: { binding: "unbinding" } },
    {
      check: `${bucket}: bound`,
      status: "failed",
      seen: /^it is being unbound/,
      advice: /^if that is not meant, bind it/,
      exitCode: 3,
    },
  ],
  [
    "a service that is off",
    { settings: placed, bucket: { service: "off" } },
    {
      check: `${bucket}: service`,
      status: "failed",
      seen: /^the pic job service is off: the list of buckets in ap-chongqing lacks it$/,
      advice: /switch on image processing \(asynchronous\)$/,
      exitCode: 3,
    },
  ],
];

describe("job-audit doctor, of buckets", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("leaves out what audits leave out", async () => {
    const exclude = [{ bucket: "photos-1250000000", reason: "scratch" }];
    const { results } = await examine({ settings: (same) => ({ ...same, exclude }) });
    expect(results.filter(({ name }) => name.startsWith(bucket))).toEqual([]);
  });
});
