import { describe, expect, it } from "vitest";
import { openSmallCloud } from "../small-cloud.ts";
import { openSmallNights } from "../small-nights.ts";

interface Row {
  readonly jobId: string;
  readonly verdict: string;
  readonly code: string;
}

function rowsIn(out: string): readonly Row[] {
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

async function findingOf(cloud: { say(args: readonly string[]): Promise<{ readonly out: string }> }, verdict: string) {
  const { out } = await cloud.say(["show", "--verdict", verdict, "--json"]);
  const [row] = rowsIn(out);
  if (row === undefined) throw new Error(`there is no job that is ${verdict}`);
  return row;
}

describe("job-audit show --why", () => {
  it("says of a stuck job how old it was and what it was compared with", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run", "--json"]);
    const { jobId } = await findingOf(cloud, "stuck.running");
    const said = await cloud.say(["show", "--why", jobId]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(/^Job c[0-9a-z]{32} of 2026-11-20, pic jobs\n {2}told as {5}a finding of 2026-11-20$/m);
    expect(said.out).toMatch(/^ {2}verdict {5}stuck\.running: runs for longer than 1h$/m);
    expect(said.out).toMatch(/^ {2}age {9}ran for \S+ at 2026-11-21 02:00:00, as of when the night is$/m);
    expect(said.out).toContain("  used        1h, configured for all queues; the job is over it\n");
    expect(said.out).not.toContain("Failure");
    expect(said.out.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("says of a failed job which kind of failure it is, and that nobody knows whether that is new", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run", "--json"]);
    const { jobId, code } = await findingOf(cloud, "failed");
    const { out } = await cloud.say(["show", "--why", jobId]);
    expect(out).toContain(`\nFailure\n  code        ${code}\n`);
    expect(out).toMatch(/^ {2}fingerprint v\d:[0-9a-f]{32}/m);
    expect(out).toMatch(/^ {2}group {7}\d+ jobs of this kind in the scope/m);
    expect(out).toContain("  is it new   not known: there is no diff of this report\n");
    expect(out).not.toContain("Threshold");
  });

  it("says whether the kind of failure is new, once there is a diff", async () => {
    const nights = await openSmallNights({ audited: ["2026-11-19", "2026-11-20"] });
    await nights.say(["diff", "--json"]);
    const { out } = await nights.say(["show", "--text", "TemplateNotExist", "--json"]);
    const { out: why } = await nights.say(["show", "--why", String(rowsIn(out)[0]?.jobId)]);
    expect(why).toContain("  is it new   new; 0 in 2026-11-19; first seen in 2026-11-20\n");
    const { out: old } = await nights.say(["show", "--text", "UnsupportedFormat", "--json"]);
    const { out: oldWhy } = await nights.say(["show", "--why", String(rowsIn(old)[0]?.jobId)]);
    expect(oldWhy).toMatch(/is it new {3}(unchanged|updated); \d+ in 2026-11-19; first seen in 2026-11-19/);
  });

  it("tells the same as one object", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run", "--json"]);
    const { jobId } = await findingOf(cloud, "stuck.running");
    const { out } = await cloud.say(["show", "--why", jobId, "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      ...{ night: "2026-11-20", jobId, verdict: "stuck.running", change: null },
      row: { schema: "job-audit/finding/v1", jobId, state: "Running" },
      age: { phase: "run", asOf: "2026-11-20T18:00:00.000Z", threshold: { usedMs: 3_600_000, source: "configured" } },
      group: { verdict: "stuck.running" },
    });
  });

  it("says of a job that it does not know that it does not, and makes its id harmless", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run", "--json"]);
    const said = await cloud.say(["show", "--why", "c0\u001b[31m"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(
      /^The report of 2026-11-20, pic jobs, has no row of job c0\\u\{1b\}\[31m: it ended\s+well/,
    );
    expect(said.out).not.toContain("hole");
    const { out } = await cloud.say(["show", "--why", "c0", "--json"]);
    expect(JSON.parse(out)).toEqual({ night: "2026-11-20", jobId: "c0", row: null, status: "complete" });
  });

  it("does not rule out a hole, and exits with 3, where the report is incomplete", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    await cloud.say(["run", "--json"]);
    const said = await cloud.say(["show", "--why", "c0"]);
    expect(said.exitCode).toBe(3);
    expect(said.out.replace(/\s+/g, " ")).toContain("or it lies in a hole, as the report is incomplete");
  });

  it("is not for what was known on another day", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["show", "--why", "c0", "--as-of", "2026-11-21"]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toContain("--why");
  });
});
