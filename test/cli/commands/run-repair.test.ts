import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import { openSmallCloud } from "../small-cloud.ts";
import { openSmallNights } from "../small-nights.ts";

/** One scope is refused as often as an audit asks for it, and no more. */
const scope = { queueId: "p0123456789abcdef0123456789abcdef", tag: "PicProcess" };
const refusedTwice = {
  faults: [{ match: { path: "/pic_jobs", query: scope }, times: 2, fault: { status: 403, code: "AccessDenied" } }],
} as const;

describe("job-audit run --repair", () => {
  it("says so where nothing is to be repaired", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run"]);
    expect(await cloud.say(["run", "--repair"])).toEqual({
      exitCode: 0,
      out: "Nothing to repair: no night from 2026-11-13 to 2026-11-20 is committed with holes.\n",
      err: "",
    });
    const named = await cloud.say(["run", "--repair", "--date", "2026-11-20"]);
    expect(named).toMatchObject({ exitCode: 0, err: "" });
    expect(named.out).toContain("  nothing to repair: revision 1 has no hole\n");
  });

  it("refuses a night that is not committed, and names the command", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run", "--repair", "--date", "2026-11-20"]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err).toMatch(
      /^Cannot repair 2026-11-20: no report of that night is committed in .*; `job-audit run --date 2026-11-20 --config .*` makes one\n$/,
    );
  });

  it("tells what is left and why, and exits with 3", async () => {
    const cloud = await openSmallCloud({ service: { denied: [{ bucket: "products-1250000000" }] } });
    const run = await cloud.say(["run"]);
    expect(run.out).toContain(
      `Read the holes again:\n  job-audit run --repair --date 2026-11-20 --config ${cloud.config}\n`,
    );
    const said = await cloud.say(["run", "--repair"]);
    expect(said).toMatchObject({ exitCode: 3, err: "" });
    expect(said.out).toContain("  nothing got better: revision 1 stays as it is, with 1 hole\n");
    expect(said.out).toMatch(/^Holes left\n {2}ap-guangzhou \/ products-1250000000, the whole night, access-denied\n/m);
    const object = JSON.parse((await cloud.say(["run", "--repair", "--json"])).out);
    expect(object).toMatchObject({
      outcome: "nothing-better",
      revision: 1,
      read: { listed: true },
      left: [{ cause: "access-denied" }],
    });
  });

  it("reads the holes again, commits the next revision and tells what was closed", async () => {
    const cloud = await openSmallCloud({ service: { faults: [...refusedTwice.faults] } });
    const run = await cloud.say(["run", "--json"]);
    expect(run.exitCode).toBe(3);
    const before = JSON.parse(run.out);
    const said = await cloud.say(["run", "--repair", "--date", "2026-11-20"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("Repair of the night of 2026-11-20, pic jobs\n");
    const counts = `revision 2 replaces revision 1; ${before.jobs} jobs were told of, 300 are now`;
    expect(said.out.replaceAll(/\s+/g, " ")).toContain(
      `complete: ${counts} read again: 24 windows of 1 scope Holes closed`,
    );
    expect(said.out).toMatch(/Report:\n {2}cos:.*\/r0002\.json\n$/);
    const nights = JSON.parse((await cloud.say(["nights", "--from", "2026-11-20", "--json"])).out).nights;
    expect(nights).toMatchObject([{ status: "complete", revision: 2, jobs: 300, holes: 0 }]);
    expect((await cloud.say(["show"])).exitCode).toBe(0);
  });

  it("passes over nights of a span that are not committed, with a line for each", async () => {
    const nights = await openSmallNights({ audited: ["2026-11-20"] });
    const asked = ["run", "--repair", "--from", "2026-11-19"];
    const said = await nights.say([...asked, "--json"]);
    expect(said).toMatchObject({
      exitCode: 0,
      err: "Passed over 2026-11-19: no report of its pic jobs is committed.\n",
    });
    expect(
      said.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { night: "2026-11-19", status: "missing" },
      { night: "2026-11-20", status: "complete", outcome: "nothing-to-repair", revision: 1, closed: [], left: [] },
    ]);
    const text = (await nights.say(asked)).out;
    expect(text).toMatch(/\n2 nights, 2026-11-19 to 2026-11-20\n(.*\n)* {2}2026-11-19 +pic +not committed +- +- +-\n/);
    expect(text).not.toContain("Diffs of");
  });

  it("refuses a span of which no night is committed", async () => {
    const cloud = await openSmallCloud();
    const said = await cloud.say(["run", "--repair", "--from", "2026-11-19"]);
    expect(said.exitCode).toBe(2);
    expect(said.err).toMatch(
      /\nCannot repair the nights from 2026-11-19 to 2026-11-20: none of them is committed in cos:\S+\n$/,
    );
  });

  it("names the diffs that are to be made again behind several nights", async () => {
    const cloud = await openSmallCloud({ service: { faults: [...refusedTwice.faults] } });
    await cloud.say(["run"]);
    const said = await cloud.say(["run", "--repair", "--from", "2026-11-19"]);
    expect(said.exitCode).toBe(0);
    expect(said.out).toContain(
      " are of earlier\nrevisions. To make anew:\n  job-audit diff --date 2026-11-20 --config ",
    );
  });

  it("goes on behind a night whose report is damaged", async () => {
    const cloud = await openSmallCloud();
    const path = join(cloud.folder, "reports");
    const inFolder = `report: { store: directory, path: ${path} }\nendpoints:`;
    await cloud.configure((settings) => settings.replace(/report:[\s\S]*endpoints:/, inFolder));
    await cloud.say(["run"]);
    const damaged = "v1/commits/family=pic/date=2026-11-19/r0001.json";
    await createDirectoryStore(path).put(damaged, Buffer.from("{"), new AbortController().signal);
    const said = await cloud.say(["run", "--repair", "--from", "2026-11-19", "--json"]);
    expect(said.exitCode).toBe(3);
    expect(
      said.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { night: "2026-11-19", status: "failed", error: said.err.trimEnd() },
      { night: "2026-11-20", outcome: "nothing-to-repair" },
    ]);
  });

  it.each([
    [["--date", "2026-11-21"], "Cannot repair 2026-11-21: that night is not over"],
    [["--from", "2026-11-20", "--to", "2026-11-19"], "Cannot repair the nights from 2026-11-20 to 2026-11-19: "],
    [["--to", "2026-11-19"], "Cannot repair up to 2026-11-19: "],
  ])("says of %j what cannot be done", async (args, err) => {
    const said = await (await openSmallCloud()).say(["run", "--repair", ...args]);
    expect(said).toMatchObject({ exitCode: 2, out: "" });
    expect(said.err.startsWith(err)).toBe(true);
  });
});
