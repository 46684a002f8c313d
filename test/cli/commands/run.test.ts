import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { createFakeIo } from "../fake-io.ts";
import { openSmallCloud, say } from "../small-cloud.ts";
import { openSmallNights } from "../small-nights.ts";

const commit = "cos://audit-1250000000/audits/v1/commits/family=pic/date=2026-11-20/r0001.json";

describe("job-audit run", () => {
  it("audits the last night that is over and tells what an operator wants to know", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("Night of 2026-11-20, pic jobs\n  complete: every job of the night was read\n");
    expect(said.out).toMatch(/^ {2}Success +267 +failed +18$/m);
    expect(said.out).toMatch(
      /^ +12 +failed +ResourceDownloadFailed +2 queues +v2:[0-9a-f]{10}\n +源文件下载失败：HTTP 状态码 404$/m,
    );
    expect(said.out).toContain(`Report:\n  ${commit}\n`);
    expect(said.out).toContain(`job-audit show --date 2026-11-20 --config ${cloud.config}\n`);
  });

  it("reads nothing again when the night is committed", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run"]);
    const asked = cloud.emulator.stats().byOperation;
    const said = await cloud.say(["run", "--date", "2026-11-20"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("committed before, as revision 1: this is that report");
    expect(cloud.emulator.stats().byOperation["GET /pic_jobs"]).toBe(asked["GET /pic_jobs"]);
  });

  it("prints one object with --json", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run", "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out.split("\n")).toHaveLength(2);
    expect(JSON.parse(said.out)).toEqual({
      family: "pic",
      location: "cos://audit-1250000000/audits",
      night: "2026-11-20",
      asOf: "2026-11-20T18:00:00.000Z",
      status: "complete",
      revision: 1,
      alreadyCommitted: false,
      jobs: 300,
      counts: {
        byState: { Cancel: 6, Failed: 18, Running: 6, Submitted: 3, Success: 267 },
        byVerdict: { failed: 18, "hidden-failure": 3, "stuck.queued": 3, "stuck.running": 6 },
      },
      holes: [],
      notes: [],
      commit: "v1/commits/family=pic/date=2026-11-20/r0001.json",
      manifest: expect.stringMatching(/^v1\/manifests\/family=pic\/date=2026-11-20\/manifest-[0-9a-f]{64}\.json$/),
    });
  });

  it("names what it could not read, commits the rest, and exits with 3", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    const said = await cloud.say(["run"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("  INCOMPLETE: 1 hole; the counts are of what could be read\n");
    expect(said.out).toMatch(
      /^Holes\n {2}ap-guangzhou \/ products-1250000000, the whole night, access-denied\n {4}Cannot GET products-1250000000\.ci\.ap-guangzhou\.myqcloud\.com\/picqueue: the\n {4}service answered 403 AccessDenied/m,
    );
    expect(said.out).toContain(`Report:\n  ${commit}\n`);
  });
});

describe("job-audit run --from --to", () => {
  it("audits the nights oldest first, whole reports and one summary, and exits with the worst code", async () => {
    const nights = await openSmallNights();
    const said = await nights.say(["run", "--from", "2026-11-19", "--to", "2026-11-20"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out.match(/^Night of \S+, pic jobs$/gm)).toEqual([
      "Night of 2026-11-19, pic jobs",
      "Night of 2026-11-20, pic jobs",
    ]);
    expect(said.out).toMatch(
      /\n2 nights, 2026-11-19 to 2026-11-20\n {2}night +family +report +holes +jobs +findings\n {2}2026-11-19 +pic +complete +0 +399 +\d+\n {2}2026-11-20 +pic +complete +0 +400 +\d+\n$/,
    );
  });

  it("goes up to the last night that is over when no end is named, and prints one object a night with --json", async () => {
    const nights = await openSmallNights({ audited: ["2026-11-19"] });
    const said = await nights.say(["run", "--from", "2026-11-19", "--json"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const objects = said.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(objects.map(({ night, alreadyCommitted }) => [night, alreadyCommitted])).toEqual([
      ["2026-11-19", true],
      ["2026-11-20", false],
    ]);
  });

  it("tells of a night that fails and goes on with the others", async () => {
    const faults = [{ match: { path: "/picbucket" }, times: 2, fault: { status: 403, code: "AccessDenied" } }] as const;
    const nights = await openSmallNights({ service: { faults: [...faults] } });
    const said = await nights.say(["run", "--from", "2026-11-18", "--to", "2026-11-19"]);
    expect(said.exitCode).toBe(3);
    expect(said.err).toMatch(/^Cannot audit 2026-11-18: nothing could be listed\n {2}- Cannot GET /);
    expect(said.out).toMatch(/\n2 nights, .*\n.*\n {2}2026-11-18 +pic +FAILED +- +- +-\n {2}2026-11-19 +pic +/);
    const json = await openSmallNights({ service: { faults: [...faults] } });
    const told = await json.say(["run", "--from", "2026-11-18", "--to", "2026-11-18", "--json"]);
    expect(JSON.parse(told.out)).toMatchObject({ family: "pic", night: "2026-11-18", status: "failed" });
    expect(JSON.parse(told.out).error).toContain("nothing could be listed");
  });

  it("begins no other night when it is interrupted, and says how far it came", async () => {
    const nights = await openSmallNights();
    const stop = new AbortController();
    const io = createFakeIo();
    const out = (text: string) => {
      io.out(text);
      stop.abort(new Error("interrupted"));
    };
    const args = ["run", "--from", "2026-11-19", "--to", "2026-11-20"];
    const said = await nights.say(args, { out, signal: stop.signal });
    expect(said.exitCode).toBe(3);
    expect(said.err).toMatch(/^Interrupted\. /);
    expect(io.written.out).toContain("\n1 of 2 nights, 2026-11-19 to 2026-11-20\n");
    expect(io.written.out).not.toContain("Night of 2026-11-20");
  });

  it("shows nothing of nights when it was interrupted before the first", async () => {
    const nights = await openSmallNights();
    const said = await nights.say(["run", "--from", "2026-11-19"], { signal: AbortSignal.abort(new Error("now")) });
    expect(said).toMatchObject({ exitCode: 3, out: "\n0 of 2 nights, 2026-11-19 to 2026-11-20\n" });
  });

  it.each([
    [
      ["--from", "2026-11-20", "--to", "2026-11-19"],
      "Cannot audit the nights from 2026-11-20 to 2026-11-19: the first is after the last\n",
    ],
    [
      ["--from", "2026-11-20", "--to", "2026-11-21"],
      "Cannot audit the nights from 2026-11-20 to 2026-11-21: the last one that is over and settled, in Asia/Shanghai, is 2026-11-20\n",
    ],
    [
      ["--from", "2025-11-19"],
      "Cannot audit the nights from 2025-11-19 to 2026-11-20: those are more than 366; ask for fewer at a time\n",
    ],
    [["--from", "monday"], "Cannot use --from monday: expected a date such as 2026-11-20\n"],
    [
      ["--from", "2026-11-19", "--to", "2026-02-30"],
      "Cannot use --to 2026-02-30: expected a date such as 2026-11-20\n",
    ],
    [["--to", "2026-11-19"], "Cannot audit up to 2026-11-19: say with --from where to begin\n"],
  ])("refuses %j before anything is asked", async (args, err) => {
    const nights = await openSmallNights();
    expect(await nights.say(["run", ...args])).toEqual({ exitCode: 2, out: "", err });
    expect(nights.emulator.stats().requests).toBe(0);
  });

  it.each([
    [["--from", "2026-11-19", "--date", "2026-11-19"], "--from <date>", "--date <date>"],
    [["--last", "2h", "--date", "2026-11-19"], "--last <duration>", "--date <date>"],
    [["--last", "2h", "--to", "2026-11-19"], "--last <duration>", "--to <date>"],
  ])("refuses %j, which do not go together", async (args, one, other) => {
    const said = await say(["run", ...args]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err).toContain(`error: option '${one}' cannot be used with option '${other}'`);
  });
});

describe("job-audit run --last", () => {
  it("tells what was created of late, and keeps nothing", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run", "--last", "3h"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain(
      "A look at the last 3h, pic jobs: nothing is committed\n  complete: every job of that time was read\n",
    );
    expect(said.out).toContain("  jobs created 2026-11-20 23:30:00 to 2026-11-21 02:30:00 Asia/Shanghai\n");
    expect(said.out).not.toMatch(/Report:|Changes:/);
    expect(await readdir(cloud.objects)).not.toContain("audit-1250000000");
  });

  it("finds in a day what the night's audit finds, and prints it with --json, findings behind it", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run", "--last", "2d", "--json"]);
    const [look, ...findings] = said.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(look).toMatchObject({
      family: "pic",
      span: { from: "2026-11-18T18:30:00.000Z", to: "2026-11-20T18:30:00.000Z" },
      asOf: "2026-11-20T18:30:00.000Z",
      committed: false,
      status: "complete",
      jobs: 310,
    });
    expect(look.findings).toBe(findings.length);
    expect(new Set(findings.map(({ schema }) => schema))).toEqual(new Set(["job-audit/finding/v1"]));
    await cloud.say(["run", "--json"]);
    const night = (await cloud.say(["show", "--json"])).out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).jobId);
    expect(findings.map(({ jobId }) => jobId)).toEqual(expect.arrayContaining(night));
  });

  it("names what it could not read, and exits with 3", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    const said = await cloud.say(["run", "--last", "30m"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("  INCOMPLETE: 1 hole; the counts are of what could be read\n");
    expect(said.out).toContain("ap-guangzhou / products-1250000000, all of that time, access-denied");
  });

  it.each(["2 hours", "59s", "8d", "0h"])("refuses %s", async (last) => {
    const said = await say(["run", "--last", last]);
    const err = `Cannot look at the last ${last}: expected a duration from 1m to 7d, such as 30m or 2h\n`;
    expect(said).toEqual({ exitCode: 2, out: "", err });
  });
});
