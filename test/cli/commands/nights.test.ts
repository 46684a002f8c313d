import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDirectoryStore } from "../../../lib/adapters/directory/directory-store.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { putCommitted } from "../committed.ts";
import { makeHole } from "../manifest.ts";
import { openSmallCloud, type SmallCloud } from "../small-cloud.ts";

/** A folder of reports with these nights in it, read with the cloud's other settings. */
async function reports(...nights: Parameters<typeof aManifest>[0][]): Promise<SmallCloud> {
  const cloud = await openSmallCloud();
  const path = join(cloud.folder, "reports");
  await cloud.configure((text) =>
    text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${path} }\nendpoints:`),
  );
  for (const night of nights) await putCommitted(createDirectoryStore(path), aManifest(night));
  return cloud;
}

const busy = {
  jobs: 20_000,
  byVerdict: { failed: 1_234, "stuck.queued": 4, "stuck.running": 3, held: 2, vanished: 1 },
};

/** At 02:30 of the 21st in Shanghai: 50.5 hours after that night began, less than three days. */
const missed =
  "Warning: the night of 2026-11-19 is not committed; its first jobs may be lost\n  in 0.9 days (retention assumed: 3.0 days)\n";

describe("job-audit nights", () => {
  it("lists the last 14 nights in a table that fits 80 columns, so that a gap is seen", async () => {
    const cloud = await reports(
      { night: "2026-11-17", ...busy },
      { night: "2026-11-18", ...busy, status: "incomplete", holes: [makeHole(), makeHole({ tag: "ImageInspect" })] },
      { night: "2026-11-20" },
    );
    const said = await cloud.say(["nights"]);
    expect(said).toMatchObject({ exitCode: 3, err: missed });
    const lines = said.out.split("\n");
    expect(lines.slice(-3)).toEqual([
      "1 night in between is not committed; this audits it:",
      `  job-audit run --date 2026-11-19 --config ${cloud.config}`,
      "",
    ]);
    expect(lines.filter((line) => line.length > 80 && !line.includes(cloud.folder))).toEqual([]);
    expect(lines[0]).toBe("Nights of pic jobs, 2026-11-07 to 2026-11-20");
    expect(lines[1]).toBe(`in ${join(cloud.folder, "reports")}`);
    expect(lines.slice(3, -5)).toHaveLength(15);
    expect(lines[3]).toBe("night       state          rev    jobs  failed  stuck  other  holes  worse");
    expect(lines[4]).toBe("2026-11-07  not committed    –       –       –      –      –      –      –");
    expect(lines[14]).toBe("2026-11-17  complete         1  20,000   1,234      7      3      0      –");
    expect(lines[15]).toBe("2026-11-18  INCOMPLETE       1  20,000   1,234      7      3      2      –");
    expect(lines[17]).toBe("2026-11-20  complete         1       0       0      0      0      0      –");
  });

  it("is fine when every night since the first committed one is complete, and shows what got worse", async () => {
    const cloud = await openSmallCloud();
    await cloud.say(["run", "--json"]);
    await cloud.say(["diff", "--json"]);
    const said = await cloud.say(["nights", "--from", "2026-11-19"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("\n2026-11-19  not committed    –     –       –      –      –      –      –\n");
    expect(said.out).toContain("\n2026-11-20  complete         1   300      18      9      3      0      0\n");
    expect(said.out).not.toContain("`job-audit run");
  });

  it("prints one object with --json, nights that are missing too", async () => {
    const cloud = await reports({ night: "2026-11-18", ...busy });
    const said = await cloud.say(["nights", "--from", "2026-11-18", "--to", "2026-11-19", "--json"]);
    expect(said).toMatchObject({ exitCode: 3, err: missed });
    expect(said.out.split("\n")).toHaveLength(2);
    expect(JSON.parse(said.out)).toEqual({
      family: "pic",
      location: join(cloud.folder, "reports"),
      from: "2026-11-18",
      to: "2026-11-19",
      complete: false,
      nights: [
        {
          night: "2026-11-18",
          status: "complete",
          revision: 1,
          committedAt: "2026-11-21T18:30:00.000Z",
          ...busy,
          holes: 0,
          diff: null,
          commit: "v1/commits/family=pic/date=2026-11-18/r0001.json",
          manifest: expect.stringMatching(/^v1\/manifests\/family=pic\/date=2026-11-18\/manifest-[0-9a-f]{64}\.json$/),
          problem: null,
        },
        {
          night: "2026-11-19",
          status: "missing",
          revision: null,
          committedAt: null,
          jobs: null,
          byVerdict: {},
          holes: null,
          diff: null,
          commit: null,
          manifest: null,
          problem: null,
        },
      ],
    });
  });

  it("tells of a damaged night and of several gaps, in words that a terminal is safe with", async () => {
    const cloud = await reports({ night: "2026-11-16" }, { night: "2026-11-18" });
    const store = createDirectoryStore(join(cloud.folder, "reports"));
    await store.put("v1/commits/family=pic/date=2026-11-20/r0001.json", Buffer.from("{"), new AbortController().signal);
    const said = await cloud.say(["nights", "--from", "2026-11-16"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("\n2026-11-20  DAMAGED ");
    expect(said.out).toMatch(/\n2026-11-20: Cannot read\s.*r0001\.json:\s+it is not a commit\n/);
    expect(said.out).toMatch(
      /\n2 nights in between are not committed; this audits the first:\n {2}job-audit run --date 2026-11-17 .*\n$/,
    );
  });

  it("does not call nights a gap that nothing has come after yet", async () => {
    const cloud = await reports({ night: "2026-11-16" }, { night: "2026-11-18" });
    const last = await cloud.say(["nights", "--from", "2026-11-18", "--to", "2026-11-19"]);
    expect(last.out).toMatch(
      /\n1 night at the end is not committed yet; this audits it:\n {2}job-audit run --date 2026-11-19 .*\n$/,
    );
    const both = await cloud.say(["nights", "--from", "2026-11-16"]);
    expect(both.out).toMatch(/\n1 night in between is not committed; this audits it:\n.* 2026-11-17 .*\n2 nights /);
    expect(both.out).toMatch(
      /\n2 nights at the end are not committed yet; this audits the first:\n {2}job-audit run --date 2026-11-19 .*\n$/,
    );
  });

  it("says what to do when none is committed", async () => {
    const said = await (await reports()).say(["nights", "--from", "2026-11-19"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toMatch(
      /\nNone of these nights is committed; this audits the last:\n {2}job-audit run --date 2026-11-20 .*\n$/,
    );
  });

  it.each([
    [["--from", "yesterday"], "Cannot use --from yesterday: expected a date such as 2026-11-20\n"],
    [["--to", "2026-02-30"], "Cannot use --to 2026-02-30: expected a date such as 2026-11-20\n"],
    [
      ["--from", "2026-11-20", "--to", "2026-11-19"],
      "Cannot list nights from 2026-11-20 to 2026-11-19: the first one comes after the last\n",
    ],
    [
      ["--from", "2025-11-19", "--to", "2026-11-20"],
      "Cannot list nights from 2025-11-19 to 2026-11-20: ask for at most 366 at once\n",
    ],
    [
      ["--from", "2026-11-20", "--to", "2026-11-21"],
      "Cannot list nights from 2026-11-20 to 2026-11-21: the last night that is over and settled, in Asia/Shanghai, is 2026-11-20\n",
    ],
    [
      ["--from", "2026-11-22"],
      "Cannot list nights from 2026-11-22 to 2026-11-20: the last night that is over and settled, in Asia/Shanghai, is 2026-11-20\n",
    ],
  ])("refuses %j", async (args, err) => {
    expect(await (await reports()).say(["nights", ...args])).toEqual({ exitCode: 2, out: "", err });
  });

  it("takes a year of nights, to the day", async () => {
    const said = await (await reports()).say(["nights", "--from", "2025-11-20", "--to", "2026-11-20", "--json"]);
    expect(JSON.parse(said.out).nights).toHaveLength(366);
  });
});
