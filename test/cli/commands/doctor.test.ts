import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { policyFactsOf } from "../../../cli/policy-facts-of.ts";
import type { PolicyDocument } from "../../../emulator/cam/policy-document.ts";
import { readSettings } from "../../../lib/config/settings.ts";
import { executionPolicy } from "../../../lib/core/policy/execution-policy.ts";
import { policyDocument } from "../../../lib/core/policy/policy.ts";
import { producer } from "../../../lib/runtime/producer.ts";
import { noon } from "../../emulator/small-world.ts";
import { aProbe } from "../../fakes/a-probe.ts";
import { auditFunction, configOf, examine, openPatient } from "../patient.ts";
import { createQuickClock } from "../quick-clock.ts";
import { openSmallCloud, say, temporaryFolder } from "../small-cloud.ts";

const day = 86_400_000;
/** Of the patient's clock. */
const measuredAt = "2024-01-01T04:00:00.000Z";

/** Reports in a folder that holds a probe. */
async function withProbe(text: string | null, more: object = {}) {
  const folder = await temporaryFolder();
  const path = join(folder, "v1/probes/family=pic/r0001.json");
  await mkdir(dirname(path), { recursive: true });
  if (text !== null) await writeFile(path, text);
  return { settings: (same: object) => ({ ...same, ...more, report: { store: "directory", path: folder } }) };
}

function probe(retention: { listedForMs?: number; listLostMs?: number }): string {
  const value = { listedForMs: null, listLostMs: null, lookupLostMs: null, ...retention };
  return JSON.stringify(aProbe({ retention: value }, { producer, measuredAt }));
}

const retentions = [
  [
    "that nothing was measured",
    null,
    {},
    { status: "warning", seen: "nothing was measured yet; jobs are counted on to be listed for 3.0 days (assumed)" },
  ],
  [
    "a probe that cannot be read",
    "{}",
    {},
    { status: "warning", seen: expect.stringMatching(/^the probe v1\/probes\/family=pic\/r0001\.json cannot be read/) },
  ],
  [
    "a span that was measured to be too long",
    probe({ listLostMs: 2 * day }),
    {},
    {
      status: "warning",
      seen: expect.stringMatching(/^assumedRetention is 3d, but a job of 2\.0 days was listed no more/),
    },
  ],
  [
    "that nights may be gone before they are caught up",
    probe({ listedForMs: 5 * day }),
    {},
    {
      status: "warning",
      seen: "jobs are counted on to be listed for 5.0 days (measured), and catchUp goes 7.0 days back: older missed nights may have holes",
    },
  ],
  [
    "that all is well",
    probe({ listedForMs: 30 * day }),
    {},
    { status: "ok", seen: "jobs are counted on to be listed for 30.0 days (measured)" },
  ],
] as const;

describe("job-audit doctor", () => {
  it("finds nothing to do but a probe in an account where all is well", async () => {
    const { results, exitCode, err } = await examine();
    const others = results.filter(({ status }) => status !== "ok").map(({ name, status }) => [name, status]);
    expect(others).toEqual([
      ["functions in policies", "skipped"],
      ["retention", "warning"],
    ]);
    expect([exitCode, err]).toEqual([0, ""]);
  });

  it.each(retentions)("tells of retention %s", async (_what, text, more, found) => {
    const { of } = await examine(await withProbe(text, more));
    expect(of("retention")).toMatchObject(found);
  });

  it("fails nothing under the policy that it says audits need, and says what else it would need", async () => {
    const audited = "regions: [ap-chongqing]\nreport: { store: cos, bucket: audit-1250000000, region: ap-chongqing }\n";
    const facts = policyFactsOf(readSettings(audited, "the test"), { role: "job-audit" });
    const policy: PolicyDocument = policyDocument(executionPolicy(facts));
    const { results, exitCode } = await examine({ policy });
    expect(results.filter(({ status }) => status === "failed")).toEqual([]);
    const unseen = results
      .filter(({ seen }) => seen.startsWith("cannot tell: permission "))
      .map(({ seen }) => seen.split(" ")[3]);
    expect(unseen).toEqual([
      "ci:DescribeCIBuckets",
      ...["cos:HeadBucket", "cos:GetBucketACL", "cos:GetBucketPolicy", "cos:GetBucketLifecycle"],
      ...["cos:GetBucketEncryption", "cos:GetBucketObjectLockConfiguration", "scf:GetFunction", "scf:GetFunction"],
    ]);
    expect(exitCode).toBe(0);
  });

  it("reckons what a night costs from the queues, as long as no night is committed", async () => {
    const { of } = await examine();
    // One queue and three tags, 24 windows each; 512 MB and 900 s, 256 MB and 120 s.
    expect(of("cost of a night")).toEqual({
      name: "cost of a night",
      status: "ok",
      seen:
        "about 72 requests to Cloud Infinite and 0 to storage; 2 starts of functions, 480 GB-seconds at most " +
        "(1 queue without any job, as no night is committed yet); 30 nights are 14.4 % of the 100,000 GB-seconds of a " +
        "month's basic package; known: 0.06 USD; unknown: gb-second, invocations, job-requests",
      advice: "prices as of 2026-11-23; tell others as --price gb-second=0.00002USD; your contract counts",
    });
  });

  it("reckons with the instances that read parts of a large night", async () => {
    const place = (name: string) => ({ function: name, region: "ap-guangzhou" });
    const functions = { audit: place("job-audit-audit"), shard: place("job-audit-shard") };
    const shard = auditFunction({ name: "job-audit-shard", memorySize: 256, timeout: 600 });
    const { of } = await examine({
      settings: (same) => ({ ...same, functions, fanOut: { pagesPerShard: 24 } }),
      functions: [auditFunction(), shard],
    });
    // 72 requests are three shards; the audit's 450 GB-seconds, and three times 150.
    expect(of("cost of a night")?.seen).toMatch(
      /; 4 starts of functions \(3 of them read parts of it\), 900 GB-seconds at most /,
    );
  });

  it("reckons it from the newest night, with prices that are told", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run"]);
    const prices = ["gb-second=0.0001CNY", "invocations=1CNY", "storage-requests=10000CNY", "job-requests=0CNY"];
    const { out } = await cloud.say(["doctor", "--json", ...prices.flatMap((price) => ["--price", price])]);
    const cost = JSON.parse(out).results.find(({ name }: { name: string }) => name === "cost of a night");
    expect(cost.seen).toMatch(
      /^about 147 requests to Cloud Infinite and (\d+) to storage; .* \(as of 2026-11-20, 300 jobs\)/,
    );
    const [, stored] = /and (\d+) to storage/.exec(cost.seen) ?? [];
    expect(cost.seen).toContain(`known: 0.06 USD and ${Number(stored) + 0.0451} CNY`);
    expect(cost.advice).toBe("prices as of 2026-11-23, or told; your contract counts");
  });

  it("reckons nothing where there is nothing to reckon with", async () => {
    const { of } = await examine({ bucket: { queues: [] } });
    expect(of("cost of a night")).toMatchObject({ status: "skipped", advice: null });
  });

  it.each(["gb-second", "gb-second=1", "gb-second=-1USD", "air=1USD"])("refuses the price %s", async (price) => {
    const { err, exitCode } = await examine({ args: ["--price", price] });
    expect(err).toContain(`Cannot use --price ${price}: expected NAME=AMOUNT and a currency`);
    expect(exitCode).toBe(2);
  });

  it("prints for people, in 80 columns, what it found and what to do about it", async () => {
    const emulator = await openPatient({ report: { facts: {} } });
    const config = await configOf(emulator);
    const env = { TENCENTCLOUD_SECRETID: "AKIDexample", TENCENTCLOUD_SECRETKEY: "another-key", ALERTS_URL: "" };
    const clock = createQuickClock(noon + 1_000 * day);
    const { out, exitCode } = await say(["doctor", "--no-write", "--config", config], { env, clock });
    expect(out).toMatch(/^ok {7}credentials {18}there are long-term ones\n/);
    expect(out).toMatch(
      /\nfailed {3}clock {24}this machine is 1000\.0 days ahead of the\n {38}service; signatures are refused\n/,
    );
    expect(out).toContain("\n                                      -> set this machine's clock by NTP");
    expect(out).toContain('\nskipped  report: read                 needs "signature", which was skipped\n');
    expect(out).toMatch(/\n\n2 ok, 0 warnings, \d+ failed, \d+ skipped\.\nPermissions are those of these credentials/);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(exitCode).toBe(3);
  });

  it("says where it wrote, and ends in order when it is interrupted", async () => {
    const config = await configOf(await openPatient());
    const { out } = await examine();
    expect(JSON.parse(out)).toMatchObject({
      writesAs: expect.stringMatching(/^[0-9a-f]{32}$/),
      location: "cos://audit-1250000000/audits",
      counts: { failed: 0, warning: 1, skipped: 1 },
    });
    const signal = AbortSignal.abort(new Error("interrupted"));
    expect(await say(["doctor", "--config", config], { signal })).toMatchObject({ exitCode: 3, out: "" });
  });
});
