import { describe, expect, it } from "vitest";
import { credentials, openSmallCloud, type SmallCloud, say } from "../small-cloud.ts";
import { openSmallNights } from "../small-nights.ts";

async function auditedCloud(...parts: Parameters<typeof openSmallCloud>): Promise<SmallCloud> {
  const cloud = await openSmallCloud(...parts);
  await cloud.say(["run", "--json"]);
  return cloud;
}

function findingsOf(out: string): Record<string, unknown>[] {
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const noSuchQueue = "No queue of this report is called nowhere; there are thumbnails, 产品图\n";

describe("job-audit show", () => {
  it("shows the newest committed night as a table that fits 80 columns", async () => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["show"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const lines = said.out.split("\n");
    expect(lines[0]).toBe("Findings of 2026-11-20, pic jobs (times in Asia/Shanghai)");
    expect(lines[2]).toMatch(/^created {3}verdict {9}code +queue +object$/);
    expect(lines.slice(3, -3)).toHaveLength(60);
    expect(lines.at(-2)).toBe("All of 30 findings.");
    expect(said.out).toMatch(
      /^\d\d:\d\d:\d\d {2}failed +ResourceDownloadFailed +thumbnails +\S.*\n {10}c[0-9a-z]{32} {2}源文件下载失败：HTTP 状态码 404$/m,
    );
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("puts the message beside the rest where there is room, and takes colours to a terminal only", async () => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["show", "--limit", "2"], { env: { ...credentials, COLUMNS: "160" } });
    expect(said.out).toMatch(/^created {3}verdict +code +queue +object +job +message$/m);
    expect(said.out).toContain("\n2 of 30 findings; --limit 0 shows all.\n");
    expect(said.out).not.toContain("\u001b");
  });

  it("says nothing of a night that was quiet but that it was", async () => {
    const cloud = await auditedCloud({ failures: [], hang: {}, hiddenFailures: 0 });
    const said = await cloud.say(["show"]);
    expect(said.exitCode).toBe(0);
    expect(said.out).toContain("\nNo job failed or is stuck.\n");
  });

  it.each([
    ["--verdict", "stuck.running", 6],
    ["--verdict", "held", 0],
    ["--queue", "p", 30],
    ["--queue", "nowhere", 0],
    ["--text", "SIGNATURE has EXPIRED", 6],
    ["--text", "sourceurlrefused", 6],
  ])("prints whole findings that match %s %s", async (flag, value, count) => {
    const cloud = await auditedCloud();
    const said = await cloud.say(["show", flag, value, "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: value === "nowhere" ? noSuchQueue : "" });
    expect(findingsOf(said.out)).toHaveLength(count);
  });

  it("knows a queue by its name and by how its id begins", async () => {
    const cloud = await auditedCloud();
    const byName = await cloud.say(["show", "--queue", "产品图", "--json"]);
    const byId = await cloud.say(["show", "--queue", "pfedc", "--json"]);
    expect(byName.out).toBe(byId.out);
    const queues = new Set(findingsOf(byName.out).map(({ queueId }) => queueId));
    expect([...queues]).toEqual(["pfedcba9876543210fedcba9876543210"]);
  });

  it("knows a group by how its fingerprint begins, with the version or without", async () => {
    const cloud = await auditedCloud();
    const [finding] = findingsOf((await cloud.say(["show", "--text", "404", "--json"])).out);
    const fingerprint = String(finding?.["fingerprint"]);
    const long = await cloud.say(["show", "--group", fingerprint.slice(0, 13), "--json"]);
    const short = await cloud.say(["show", "--group", fingerprint.slice(3, 13), "--json"]);
    expect(findingsOf(long.out)).toHaveLength(12);
    expect(short.out).toBe(long.out);
  });

  it("says how many of the matching findings are not shown", async () => {
    const cloud = await auditedCloud();
    const table = await cloud.say(["show", "--verdict", "failed", "--limit", "5"]);
    expect(table.out).toContain("\n5 of 18 findings that match, of 30; --limit 0 shows all.\n");
    const json = await cloud.say(["show", "--verdict", "failed", "--limit", "5", "--json"]);
    expect(findingsOf(json.out)).toHaveLength(5);
    expect(json.err).toBe("5 of 18 findings that match, of 30; --limit 0 shows all.\n");
    const none = await cloud.say(["show", "--text", "no such text"]);
    expect(none.out).toContain("None of 30 findings matches.\n");
  });

  it("says which queues there are when none is called so", async () => {
    const cloud = await auditedCloud();
    const unknown = await cloud.say(["show", "--queue", "thumbnail"]);
    expect(unknown.err).toBe(noSuchQueue.replace("nowhere", "thumbnail"));
    const quiet = await cloud.say(["show", "--queue", "thumbnails", "--text", "no such text"]);
    expect(quiet.err).toBe("");
  });

  it("shows an incomplete report with a warning, and exits with 3", async () => {
    const cloud = await auditedCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    const said = await cloud.say(["show", "--date", "2026-11-20"], { env: { ...credentials, npm_command: "exec" } });
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("thumbnails");
    expect(said.err).toBe(
      `INCOMPLETE: 1 hole in the report of 2026-11-20; \`npx job-audit run --date 2026-11-20 --config ${cloud.config}\` tells which, and with --repair reads them again.\n`,
    );
  });

  it("does not call an incomplete report without findings a quiet night", async () => {
    const quiet = { failures: [], hang: {}, hiddenFailures: 0 };
    const cloud = await auditedCloud({ ...quiet, service: { denied: [{ bucket: "products-1250000000" }] } });
    const said = await cloud.say(["show"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("\nNo finding in what could be read.\n");
  });

  it("refuses a night that is not committed, one that is no date, and to guess when there is none", async () => {
    const cloud = await openSmallCloud();
    const run = (date: string) => `\`job-audit run --date ${date} --config ${cloud.config}\` makes one\n`;
    expect(await cloud.say(["show", "--date", "2026-11-19"])).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot show 2026-11-19: no report of that night is committed in cos://audit-1250000000/audits; ${run("2026-11-19")}`,
    });
    expect(await cloud.say(["show", "--date", "2026-02-30"])).toEqual({
      exitCode: 2,
      out: "",
      err: "Cannot use --date 2026-02-30: expected a date such as 2026-11-20\n",
    });
    expect(await cloud.say(["show"])).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot show a report: no report of the last 7 nights, up to 2026-11-20, is committed in cos://audit-1250000000/audits; ${run("2026-11-20")}`,
    });
  });
});

describe("job-audit show --what", () => {
  const both = ["2026-11-19", "2026-11-20"] as const;

  it("shows groups as a table, those that failed most first, and one a line with --json", async () => {
    const nights = await openSmallNights({ audited: both });
    const said = await nights.say(["show", "--what", "groups"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const lines = said.out.split("\n");
    expect(lines[0]).toBe("Groups of findings of 2026-11-20, pic jobs (times in Asia/Shanghai)");
    expect(lines[2]).toMatch(/^jobs {2}verdict +code +queue +tag +fingerprint$/);
    expect(lines[3]).toMatch(/^ +12 {2}failed +TemplateNotExist +thumbnails +PicProcess +v2:[0-9a-f]{10}$/);
    expect(lines[4]).toBe("          模板不存在");
    expect(lines[5]).toMatch(/^ +8 {2}failed +UnsupportedFormat /);
    expect(lines.at(-2)).toBe("All of 3 groups.");
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
    const few = await nights.say(["show", "--what", "groups", "--limit", "1"]);
    expect(few.out).toContain("TemplateNotExist");
    expect(few.out).toContain("\n1 of 3 groups; --limit 0 shows all.\n");
    const json = await nights.say(["show", "--what", "groups", "--json", "--verdict", "failed"]);
    expect(findingsOf(json.out).map(({ schema, jobs }) => [schema, jobs])).toEqual(
      expect.arrayContaining([
        ["job-audit/group/v1", 12],
        ["job-audit/group/v1", 8],
      ]),
    );
    expect((await nights.say(["show", "--what", "groups", "--text", "TEMPLATE"])).out).toContain("1 group that match");
  });

  it("shows open jobs of earlier nights with their age", async () => {
    const nights = await openSmallNights({ audited: both });
    const said = await nights.say(["show", "--what", "carried"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(/^night +created +verdict +age +queue +object$/m);
    expect(said.out).toMatch(
      /^2026-11-19 {2}\d\d:\d\d:\d\d {2}stuck\.running +\d(h\d\dm|d\d\dh) {2}thumbnails {2}\S.*\n {10}c[0-9a-z]{32} {2}runs for longer than 1h$/m,
    );
    expect(said.out).toContain("\nAll of 3 carried jobs.\n");
    const json = findingsOf((await nights.say(["show", "--what", "carried", "--json"])).out);
    expect(json.map(({ night, schema }) => [night, schema])).toEqual(
      Array(3).fill(["2026-11-19", "job-audit/carried/v1"]),
    );
  });

  it("shows what changed of earlier nights: from what to what", async () => {
    const nights = await openSmallNights({ audited: both });
    const said = await nights.say(["show", "--what", "amendments"]);
    expect(said.out.match(/Running → Failed +failed +thumbnails/g)).toHaveLength(4);
    expect(said.out.match(/Running → Success +- +thumbnails/g)).toHaveLength(2);
    expect(said.out.match(/Running → vanished +vanished +thumbnails/g)).toHaveLength(1);
    expect(said.out).toContain("Processing timed out after 36000 s");
    expect(said.out).toContain("\nAll of 7 amendments.\n");
    const failed = await nights.say(["show", "--what", "amendments", "--verdict", "failed", "--json"]);
    expect(findingsOf(failed.out)).toHaveLength(4);
  });

  it("says so where there is none", async () => {
    const nights = await openSmallNights({ audited: ["2026-11-19"] });
    const date = ["--date", "2026-11-19"];
    const carried = await nights.say(["show", "--what", "carried", ...date]);
    expect(carried.out).toContain("\nNo job of an earlier night is stuck or held still.\n");
    const amended = await nights.say(["show", "--what", "amendments", ...date]);
    expect(amended.out).toContain("\nNo job of an earlier night has changed.\n");
  });

  it("refuses what there is not", async () => {
    const said = await say(["show", "--what", "jobs"]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toContain("Allowed choices are findings, groups, carried, amendments.");
  });
});
