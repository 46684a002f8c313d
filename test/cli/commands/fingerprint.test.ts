import { appendFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { runCli } from "../../../cli/run-cli.ts";
import { createFakeIo } from "../fake-io.ts";
import { openSmallCloud, type SmallCloud } from "../small-cloud.ts";

interface Row {
  readonly jobId: string;
  readonly code: string;
  readonly fingerprint: string;
}

async function auditedCloud(): Promise<SmallCloud> {
  const cloud = await openSmallCloud();
  await cloud.say(["run", "--json"]);
  return cloud;
}

async function rowsOf(cloud: SmallCloud, ...args: readonly string[]): Promise<readonly Row[]> {
  const { out } = await cloud.say(["show", "--json", ...args]);
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function told(text: string) {
  return { readInput: async () => Buffer.from(text) };
}

const mask = `fingerprints: { rules: [{ mask: "shard *", as: shard, reason: shards have names }] }\n`;

describe("job-audit fingerprint explain", () => {
  it("explains a finding of the newest report, as it is recorded there", async () => {
    const cloud = await auditedCloud();
    const [row] = await rowsOf(cloud, "--text", "404");
    const said = await cloud.say(["fingerprint", "explain", String(row?.jobId)]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain(`Job ${row?.jobId} of 2026-11-20, pic jobs\n`);
    expect(said.out).toMatch(/^ {4}identity +\["ResourceDownloadFailed","源文件下载失败http状态码404"\]$/m);
    expect(said.out).toMatch(/^ {4}tidy {11}源文件下载失败: HTTP 状态码 404 → 源文件下载失败http状态码404$/m);
    expect(said.out).toContain(`${row?.fingerprint} as recorded\n`);
    expect(said.out.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("explains every finding as it was recorded, by its id and as a line of show", async () => {
    const cloud = await auditedCloud();
    for (const row of (await rowsOf(cloud)).slice(0, 6)) {
      const byId = JSON.parse((await cloud.say(["fingerprint", "explain", row.jobId, "--json"])).out);
      const byLine = await cloud.say(["fingerprint", "explain", "-", "--json"], told(JSON.stringify(row)));
      expect(byId.fingerprints.at(-1)).toBe(row.fingerprint);
      expect(byId.recorded).toEqual([row.fingerprint]);
      expect(JSON.parse(byLine.out)).toEqual({ ...byId, title: "A job", recorded: [] });
    }
  });

  it("explains a message with the rules of the settings and their reasons", async () => {
    const cloud = await openSmallCloud();
    await appendFile(cloud.config, mask);
    const said = await cloud.say(["fingerprint", "explain", "-", "--code", "E"], told("read shard b of a/b.jpg\n"));
    const versions = said.out.match(/^ {4}v\d\S*/gm);
    expect(said.out).toContain("    mask           b → <shard>\n                   rule: shards have names\n");
    expect(said.out).toContain('    identity       ["E","read shard <shard> of <key>"]\n');
    expect(versions).toEqual(["    v1", "    v2", expect.stringMatching(/^ {4}v2\+[0-9a-f]{8}$/)]);
    expect(said.out).toContain("    operation      none is told\n");
  });

  it("says so when nothing was substituted, and when other rules were in force", async () => {
    const cloud = await openSmallCloud();
    const plain = await cloud.say(["fingerprint", "explain", "-"], told("timed out"));
    expect(plain.out).toContain("\nNothing was substituted\n");
    expect(plain.out).toContain("    code           (empty)\n");
    await appendFile(cloud.config, mask);
    await cloud.say(["run", "--json"]);
    const [row] = await rowsOf(cloud);
    await cloud.configure((settings) => settings.replace("shard *", "rack *"));
    const said = await cloud.say(["fingerprint", "explain", String(row?.jobId)], { columns: 200 });
    expect(said.out).toContain(`${row?.fingerprint} as recorded, by other rules\n`);
  });

  it("explains what decode prints, by what failed inside where the job itself did not", async () => {
    const cloud = await openSmallCloud();
    const job = { id: "c1", state: "Success", code: "Success", message: "", input: { object: "a b.jpg" } };
    const innerFailures = [{ path: "Operation.W", code: "X", message: "a b.jpg is lost" }];
    const explain = async (row: object) =>
      JSON.parse((await cloud.say(["fingerprint", "explain", "-", "--json"], told(JSON.stringify(row)))).out);
    expect((await explain({ ...job, innerFailures })).identity).toEqual(["Operation.W/X", "<key> is lost"]);
    expect((await explain(job)).identity).toEqual(["Success", ""]);
    expect((await explain({ code: 404, message: "x" })).code).toBe("");
  });

  it("shows nothing secret, and nothing that a terminal would obey", async () => {
    const cloud = await openSmallCloud();
    const text = "\u001b]0;x\u0007GET https://u:pa55@h.example.com/x?sign=s3cret failed";
    for (const message of [text, JSON.stringify({ jobId: "j1", code: "E", message: text })]) {
      const said = await cloud.say(["fingerprint", "explain", "-"], told(message));
      expect(said.exitCode).toBe(0);
      expect(said.out).not.toMatch(/\p{Cc}(?<!\n)|pa55|s3cret/u);
    }
  });

  it.each([
    [
      ["-"],
      "",
      "Cannot explain what stands on standard input: it is empty; hand over a message, or a job as one line of JSON",
    ],
    [
      ["-"],
      `${JSON.stringify({ id: "a", code: "E", message: "m" })}\n`.repeat(2),
      "Cannot explain what stands on standard input: it tells of 2 jobs; hand over one line",
    ],
    [
      ["-", "--code", "E"],
      JSON.stringify({ id: "a", code: "E", message: "m" }),
      "Cannot explain what stands on standard input: it is a job, which tells its own code; leave --code out",
    ],
    [["-", "--date", "2026-11-20"], "m", "Cannot use --date with -: standard input is of no night"],
    [["c1", "--code", "E"], "", "Cannot use --code with a job's id: the report tells its code"],
  ])("refuses %j with %j", async (args, input, err) => {
    const cloud = await openSmallCloud();
    expect(await cloud.say(["fingerprint", "explain", ...args], told(input))).toEqual({
      exitCode: 2,
      out: "",
      err: `${err}\n`,
    });
  });

  it("says where it looked for a job that the report does not tell of", async () => {
    const cloud = await auditedCloud();
    expect(await cloud.say(["fingerprint", "explain", "c\u001b1"])).toEqual({
      exitCode: 2,
      out: "",
      err: "Cannot explain c\\u{1b}1: no finding and no carried job of 2026-11-20 has this id; `show` lists them, --date names another night, and - takes a message from standard input\n",
    });
  });

  it("takes a message where there is no settings file, unless one was asked for", async () => {
    const io = createFakeIo(told("HTTP 404 of a/b.jpg"));
    expect(await runCli(["fingerprint", "explain", "-"], io)).toBe(0);
    expect(io.written.out).toContain("HTTP 404 of a/b.jpg");
    const named = createFakeIo(told("HTTP 404 of a/b.jpg"));
    expect(await runCli(["fingerprint", "explain", "-", "--config", "missing.yaml"], named)).toBe(2);
    expect(named.written.err).toContain("Cannot read settings from missing.yaml: there is no such file");
  });
});
