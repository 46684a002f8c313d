/** `run --metrics FILE`. */

import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOpenMetrics } from "../adapters/metrics/open-metrics.ts";
import { openSmallCloud, type SmallCloud } from "./small-cloud.ts";

const secrets = /secretMadeUp|AKIDmadeUp|pa55word|callback-token|q-signature/;

async function readMetrics(path: string) {
  const text = await readFile(path, "utf8");
  const { families, problems } = readOpenMetrics(text);
  expect(problems).toEqual([]);
  const sumOf = (name: string) =>
    families.find((each) => each.name === name)?.samples.reduce((sum, { value }) => sum + value, 0) ?? null;
  return { text, sumOf };
}

function run(cloud: SmallCloud, path: string, ...more: readonly string[]) {
  return cloud.say(["run", "--metrics", path, ...more]);
}

describe("run --metrics", () => {
  it("writes what was measured of the night and its run, whole, readable and without secrets", async () => {
    const cloud = await openSmallCloud();
    const folder = join(cloud.folder, "textfile");
    await mkdir(folder);
    const path = join(folder, "job-audit.prom");
    expect(await run(cloud, path)).toMatchObject({ exitCode: 0 });
    const { text, sumOf } = await readMetrics(path);
    expect(sumOf("job_audit_night_jobs")).toBe(300);
    expect(sumOf("job_audit_night_findings")).toBe(30);
    expect(sumOf("job_audit_night_complete")).toBe(1);
    expect(sumOf("job_audit_run_requests")).toBeGreaterThan(10);
    expect(sumOf("job_audit_diff_revision")).toBeNull();
    expect(text).not.toMatch(secrets);
    expect(await readdir(folder)).toEqual(["job-audit.prom"]);
    expect((await stat(path)).mode & 0o444).toBe(0o444);
  });

  it("replaces the file, tells the diff once there is one, and reads no job again", async () => {
    const cloud = await openSmallCloud();
    const path = join(cloud.folder, "job-audit.prom");
    await writeFile(path, "old");
    await run(cloud, path);
    await cloud.say(["diff"]);
    const asked = () => Object.entries(cloud.emulator.stats().byOperation).filter(([name]) => /jobs/.test(name));
    const before = asked();
    expect(await run(cloud, path)).toMatchObject({ exitCode: 0 });
    expect(asked()).toEqual(before);
    const { sumOf } = await readMetrics(path);
    expect(sumOf("job_audit_diff_revision")).toBe(1);
    expect(sumOf("job_audit_run_requests")).toBeNull();
    expect(sumOf("job_audit_build_info")).toBe(1);
    expect(sumOf("job_audit_night_jobs")).toBe(300);
  });

  it("refuses a file that cannot be written before anything is asked, and leaves an old one where the night fails", async () => {
    const cloud = await openSmallCloud();
    const nowhere = join(cloud.folder, "none", "job-audit.prom");
    expect(await run(cloud, nowhere)).toMatchObject({ exitCode: 2, err: expect.stringContaining(nowhere) });
    expect(await run(cloud, cloud.folder)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("it is a folder"),
    });
    expect(await run(cloud, "x.prom", "--repair")).toMatchObject({ exitCode: 2 });
    expect(cloud.emulator.stats().requests).toBe(0);
    const path = join(cloud.folder, "job-audit.prom");
    await writeFile(path, "old");
    await cloud.configure((settings) => settings.replaceAll("audit-1250000000", "other-1250000000"));
    expect((await run(cloud, path)).exitCode).toBe(3);
    expect(await readFile(path, "utf8")).toBe("old");
  });
});
