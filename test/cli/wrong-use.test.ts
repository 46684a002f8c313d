/** What people get wrong, and what they are told: one clear message, and nothing done. */

import { readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../cli/command.ts";
import { textWidth } from "../../cli/render/text-width.ts";
import { createProgram } from "../../cli/run-cli.ts";
import { createFakeIo } from "./fake-io.ts";
import { createQuickClock } from "./quick-clock.ts";
import { credentials, openSmallCloud, say, temporaryFolder } from "./small-cloud.ts";

const hint = "(add --help for what can be said)\n";

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Of a command and all below it; a group only holds others. */
function pathsOf(command: Command, path: readonly string[] = []): { path: readonly string[]; isGroup: boolean }[] {
  const inner = command.commands.flatMap((each) => pathsOf(each, [...path, each.name()]));
  return [{ path, isGroup: inner.length > 0 }, ...inner];
}

describe("the command line", () => {
  it.each([
    [["audit"], `error: unknown command 'audit'\n${hint}`],
    [["run", "--dat", "2026-11-20"], `error: unknown option '--dat'\n(Did you mean --date?)\n${hint}`],
    [
      ["show", "--limit", "many"],
      `error: option '--limit <count>' argument 'many' is invalid. Expected a whole number, 0 for all.\n${hint}`,
    ],
    [["run", "2026-11-20"], `error: too many arguments for 'run'. Expected 0 arguments but got 1.\n${hint}`],
    [["decode"], `error: missing required argument 'file'\n${hint}`],
  ])("refuses %j", async (args, err) => {
    expect(await say(args)).toEqual({ exitCode: 2, out: "", err });
  });

  it("shows its help when nothing is asked, and that is no success", async () => {
    const said = await say([]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toContain("Usage: job-audit [options] [command]");
  });

  it.each([
    "run",
    "plan",
    "queues",
    "probe",
    "diff",
    "show",
    "nights",
    "coverage",
    "export",
    "fetch",
    "fingerprint explain",
    "schema",
    "decode",
    "emulator",
    "demo",
  ])("explains %s with examples", async (command) => {
    const said = await say([...command.split(" "), "--help"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(new RegExp(`\\nExamples:\\n {2}\\$ .*job-audit ${command}`));
  });

  it("explains each command in lines that fit 80 columns, and each has --json", async () => {
    const context: CommandContext = { io: createFakeIo(), action: () => async () => {} };
    const all = pathsOf(createProgram(context));
    expect(all.length).toBeGreaterThanOrEqual(16);
    const helps = await Promise.all(
      all.map(async ({ path, isGroup }) => ({ isGroup, ...(await say([...path, "--help"])) })),
    );
    const lines = helps.flatMap(({ out }) => out.split("\n"));
    expect(lines.filter((line) => textWidth(line) > 80)).toEqual([]);
    expect(helps.filter(({ isGroup, out }) => !isGroup && !out.includes("\n  --json "))).toEqual([]);
  });

  it("explains itself, with exit codes, credentials and examples", async () => {
    const said = await say(["--help"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain(
      "Exit codes: 0 fine, 1 regressions, 2 wrong usage or settings, 3 incomplete or\nservice failure.",
    );
    expect(said.out).toContain("TENCENTCLOUD_SECRETID");
    expect(said.out).toContain("Examples:\n  $ job-audit demo");
    expect((await say(["--version"])).out).toBe("0.1.0\n");
  });
});

describe("nights", () => {
  it.each([
    ["2026-13-01", "Cannot use --date 2026-13-01: expected a date such as 2026-11-20\n"],
    ["yesterday", "Cannot use --date yesterday: expected a date such as 2026-11-20\n"],
    [
      "2026-11-21",
      "Cannot audit 2026-11-21: that night is not over and settled yet; the last one that is, in Asia/Shanghai, is 2026-11-20\n",
    ],
  ])("%s are refused before anything is asked", async (date, err) => {
    const cloud = await openSmallCloud();
    expect(await cloud.say(["run", "--date", date])).toEqual({ exitCode: 2, out: "", err });
    expect(await cloud.say(["plan", "--date", date])).toEqual({ exitCode: 2, out: "", err });
    expect(cloud.emulator.stats().requests).toBe(0);
  });
});

describe("settings", () => {
  it("that are missing are asked for", async () => {
    const config = join(await temporaryFolder(), "gone.yaml");
    expect(await say(["run", "--config", config])).toEqual({
      exitCode: 2,
      out: "",
      err: `Cannot read settings from ${config}: there is no such file; write one (docs/settings.md shows how) or name it with --config FILE\n`,
    });
  });

  it("that are wrong are refused with every problem at once", async () => {
    const cloud = await openSmallCloud();
    await cloud.configure((text) => `${text}concurency: 8\npageSize: 500\n`.replace("settle: 2h", "settle: two hours"));
    const said = await cloud.say(["queues"]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    const [first, ...problems] = said.err.trimEnd().split("\n");
    expect(first).toBe(`Cannot use the settings in ${cloud.config}`);
    expect(problems).toHaveLength(3);
    expect(said.err).toContain('  - settle: found "two hours"; ');
    expect(said.err).toContain("  - pageSize: found 500; ");
    expect(said.err).toContain("  - concurency: unknown key; did you mean concurrency?\n");
  });

  it("need credentials beside them, unless reports in a folder are only read", async () => {
    const cloud = await openSmallCloud();
    for (const command of ["run", "plan", "queues", "show", "diff"]) {
      const said = await cloud.say([command], { env: {} });
      expect(said).toMatchObject({ exitCode: 2, out: "" });
      expect(said.err).toContain("TENCENTCLOUD_SECRETID");
      expect(said.err).toContain("TENCENTCLOUD_SECRETKEY");
    }
    expect(cloud.emulator.stats().requests).toBe(0);
    await cloud.configure((text) => text.replace(/report:[\s\S]*endpoints:/, inFolder(cloud.folder)));
    await cloud.say(["run"]);
    expect((await cloud.say(["show"], { env: {} })).out).toContain("All of 30 findings.");
  });
});

function inFolder(folder: string): string {
  return `report: { store: directory, path: ${join(folder, "reports")} }\nendpoints:`;
}

describe("failures", () => {
  it("to reach the service end in exit 3 and no report", async () => {
    const cloud = await openSmallCloud();
    const url = `http://127.0.0.1:${await closedPort()}`;
    await cloud.configure((text) => text.replace(/ci: .*/, `ci: ${url}`));
    const said = await cloud.say(["run"]);
    expect(said).toMatchObject({ exitCode: 3, out: "" });
    expect(said.err).toMatch(
      /^Cannot audit 2026-11-20: nothing could be listed\n {2}- Cannot GET ci\.ap-chongqing\.myqcloud\.com\/picbucket: .*ECONNREFUSED.*no answer came\.\n {2}- /,
    );
    const listed = await cloud.say(["queues"]);
    expect(listed.exitCode).toBe(3);
    expect(listed.out).toContain("INCOMPLETE: 2 lists could not be read\n  ap-chongqing, network\n");
    expect(await readdir(cloud.objects)).not.toContain("audit-1250000000");
  });

  it("to reach the store end in exit 3", async () => {
    const cloud = await openSmallCloud();
    await cloud.configure((text) => text.replace("audit-1250000000", "lost-1250000000"));
    for (const command of ["run", "plan", "show"]) {
      expect(await cloud.say([command])).toEqual({
        exitCode: 3,
        out: "",
        err: "Cannot read from lost-1250000000.cos.ap-chongqing.myqcloud.com: there is no such bucket in ap-chongqing.\n",
      });
    }
  });

  it("to sign as the service wants end in exit 3 without the key in the message", async () => {
    const cloud = await openSmallCloud();
    const env = { ...credentials, TENCENTCLOUD_SECRETKEY: "another-key-0123456789" };
    const said = await cloud.say(["run"], { env });
    expect(said).toMatchObject({ exitCode: 3, out: "" });
    expect(said.err).toContain("403 SignatureDoesNotMatch");
    expect(said.err).not.toContain("another-key");
  });

  it("of a changed report are told instead of shown", async () => {
    const cloud = await openSmallCloud();
    const reports = join(cloud.folder, "reports");
    await cloud.configure((text) => text.replace(/report:[\s\S]*endpoints:/, inFolder(cloud.folder)));
    await cloud.say(["run"]);
    const names = await readdir(reports, { recursive: true });
    const part = names.find((name) => name.includes("findings") && name.endsWith(".gz")) ?? "";
    await writeFile(join(reports, part), "changed");
    const said = await cloud.say(["show"]);
    expect(said.exitCode).toBe(3);
    expect(said.err).toBe(`Cannot trust the report: ${join(reports, part)} was changed since it was committed\n`);
  });

  it("by interruption say that a night is whole or not there", async () => {
    const cloud = await openSmallCloud();
    const signal = AbortSignal.abort(new Error("interrupted"));
    expect(await cloud.say(["run"], { signal })).toEqual({
      exitCode: 3,
      out: "",
      err: "Interrupted. A night is committed whole or not at all: what was read is saved, and the same command goes on from there.\n",
    });
  });

  it("of the program itself are thrown, to be seen with their stack", async () => {
    const readInput = () => Promise.reject(new TypeError("a defect"));
    await expect(say(["decode", "-"], { readInput, clock: createQuickClock(0) })).rejects.toThrow("a defect");
  });
});
