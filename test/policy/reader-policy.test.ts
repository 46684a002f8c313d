import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { policyDocument } from "../../lib/core/policy/policy.ts";
import { readerPolicy } from "../../lib/core/policy/reader-policy.ts";
import { say, temporaryFolder } from "../cli/small-cloud.ts";
import { factsFor, openPolicedCloud, type PolicedNight, policySettings, readerCredential } from "./policed-cloud.ts";

const signal = new AbortController().signal;
const reader = policyDocument(readerPolicy(factsFor(policySettings())));
const env = { TENCENTCLOUD_SECRETID: readerCredential.secretId, TENCENTCLOUD_SECRETKEY: readerCredential.secretKey };

/** These nights are committed, by functions that may do everything. */
async function openForReader(...nights: readonly PolicedNight[]) {
  const cloud = await openPolicedCloud({ reader });
  for (const night of nights) await cloud.morning(night);
  const folder = await temporaryFolder();
  const config = join(folder, "job-audit.yaml");
  await writeFile(config, cloud.settings);
  const read = (...args: readonly string[]) => say([...args, "--config", config], { env, clock: cloud.clock });
  return { cloud, folder, read };
}

describe("the reader's policy", () => {
  it("is all that reading needs", { timeout: 60_000 }, async () => {
    const { folder, read } = await openForReader("2026-11-19", "2026-11-20");
    const asked = [
      ["nights", "--json"],
      ["show", "--date", "2026-11-20", "--json"],
      ["coverage", "--json"],
      ["diff", "--date", "2026-11-20", "--json"],
      ["fetch", "--date", "2026-11-20", "--out", join(folder, "copy")],
      ["export", "--date", "2026-11-20", "--format", "csv"],
    ];
    for (const args of asked) {
      const { exitCode, out, err } = await read(...args);
      expect([args[0], exitCode <= 1, err]).toEqual([args[0], true, expect.not.stringMatching(/AccessDenied/)]);
      expect([args[0], out.length > 0]).toEqual([args[0], true]);
    }
  });

  it("lets nothing be written, and nothing of the service be read", { timeout: 60_000 }, async () => {
    const { cloud, read } = await openForReader();
    const { store, log } = cloud.as(readerCredential);
    const denied = { status: 403, serviceCode: "AccessDenied" };
    await expect(store.put("v1/a.json", Buffer.of(1), signal)).rejects.toMatchObject(denied);
    await expect(store.claim("v1/a.json", Buffer.of(1), signal)).rejects.toThrow(
      /cos:GetBucketVersioning|AccessDenied/,
    );
    await expect(log.append("v1/a.jsonl", 0, [], signal)).rejects.toThrow(/AccessDenied/);
    const queues = await read("queues");
    expect(queues.exitCode).toBe(3);
    expect(queues.out + queues.err).toMatch(/AccessDenied/);
  });

  it("is needed: without its statement nothing is read", async () => {
    const cloud = await openPolicedCloud({ reader: { ...reader, statement: [] } });
    await expect(cloud.as(readerCredential).store.get("v1/a.json", signal)).rejects.toMatchObject({ status: 403 });
  });

  it("opens no other prefix", async () => {
    const cloud = await openPolicedCloud({ reader });
    const other = cloud.as(readerCredential, cloud.settings.replace("prefix: audits", "prefix: payroll"));
    await expect(other.store.get("v1/a.json", signal)).rejects.toMatchObject({ status: 403 });
    expect(await cloud.as(readerCredential).store.get("v1/a.json", signal)).toBeNull();
  });
});
