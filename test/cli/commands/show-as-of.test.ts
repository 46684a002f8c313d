import { describe, expect, it } from "vitest";
import { openSmallNights } from "../small-nights.ts";

const both = { audited: ["2026-11-19", "2026-11-20"] } as const;

interface PrintedRow {
  readonly jobId: string;
  readonly known: { readonly change: string | null; readonly verdict: string | null };
}

function rowsOf(out: string): readonly PrintedRow[] {
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function changesOf(out: string): readonly string[] {
  return rowsOf(out)
    .filter(({ known }) => known.change !== null)
    .map(({ known }) => `${known.change} ${known.verdict}`);
}

describe("job-audit show --as-of", () => {
  it("tells what was known of a night when a day ended, and what a later night had learned by then", async () => {
    const cloud = await openSmallNights(both);
    const then = await cloud.say(["show", "--date", "2026-11-19", "--as-of", "2026-11-20", "--json"]);
    const now = await cloud.say(["show", "--date", "2026-11-19", "--as-of", "2026-11-21", "--json"]);
    expect([then.exitCode, now.exitCode]).toEqual([0, 0]);
    expect(changesOf(then.out)).toEqual([]);
    expect([...changesOf(now.out)].sort()).toEqual([
      ...Array(4).fill("ended failed"),
      ...Array(2).fill("ended null"),
      "vanished vanished",
    ]);
    expect(rowsOf(then.out).map(({ jobId }) => jobId)).toEqual(rowsOf(now.out).map(({ jobId }) => jobId));
    const [late] = rowsOf(now.out).filter(({ known }) => known.verdict === "failed" && known.change === "ended");
    expect(late).toMatchObject({
      verdict: "stuck.running",
      known: { state: "Failed", code: "ProcessTimeout", since: "2026-11-20" },
      asOf: { day: "2026-11-21", revision: 1, committedAt: expect.stringMatching(/^2026-11-19T1[89]:/) },
    });
  });

  it("says above the table what is known, and since when", async () => {
    const cloud = await openSmallNights(both);
    const said = await cloud.say(["show", "--date", "2026-11-19", "--as-of", "2026-11-21", "--limit", "0"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const lines = said.out.split("\n");
    expect(lines[0]).toBe("The night of 2026-11-19 as it is known so far on 2026-11-21");
    expect(lines[1]).toMatch(/^ {2}revision 1, committed 2026-11-20 0\d:\d\d:\d\d Asia\/Shanghai: complete$/);
    expect(lines[2]).toBe("  10 jobs open then, 7 amended since; of these 7 had ended or were gone");
    expect(lines[3]).toBe("  1 later night committed by then, the last 2026-11-20");
    expect(lines[5]).toBe("Findings and open jobs of 2026-11-19, pic jobs (times in Asia/Shanghai)");
    expect(lines[7]).toMatch(/^created +recorded +known +since +queue +object$/);
    expect(said.out).toMatch(/ {2}stuck\.running +failed +2026-11-20 {2}thumbnails /);
    expect(said.out).toMatch(/ {2}stuck\.running +Success +2026-11-20 {2}thumbnails /);
    expect(said.out).toMatch(/ {2}stuck\.running +vanished +2026-11-20 {2}thumbnails /);
    expect(said.out).toMatch(/ {2}failed +– +– +thumbnails /);
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
    const then = await cloud.say(["show", "--date", "2026-11-19", "--as-of", "2026-11-20"]);
    expect(then.out).toContain(
      "\n  10 jobs open then, 0 amended since; of these 0 had ended or were gone\n  no later night was committed by then\n",
    );
  });

  it("looks for a verdict in what was known, not in what was recorded", async () => {
    const cloud = await openSmallNights(both);
    const stuckOn = async (day: string) =>
      rowsOf(
        (await cloud.say(["show", "--date", "2026-11-19", "--as-of", day, "--verdict", "stuck.running", "--json"])).out,
      );
    expect([(await stuckOn("2026-11-20")).length, (await stuckOn("2026-11-21")).length]).toEqual([10, 3]);
    const text = ["show", "--date", "2026-11-19", "--as-of", "2026-11-21", "--text", "processtimeout", "--json"];
    expect(rowsOf((await cloud.say(text)).out)).toHaveLength(4);
  });

  it("says that a night had no report by then, and ends with 3", async () => {
    const cloud = await openSmallNights(both);
    const said = await cloud.say(["show", "--date", "2026-11-20", "--as-of", "2026-11-20"]);
    const err = "The pic jobs of 2026-11-20 had no committed report when 2026-11-20 ended.\n";
    expect(said).toEqual({ exitCode: 3, out: "", err });
  });

  it("says so of a day that still runs, too", async () => {
    const cloud = await openSmallNights();
    const said = await cloud.say(["show", "--date", "2026-11-20", "--as-of", "2026-11-21"]);
    const err = "The pic jobs of 2026-11-20 have no committed report so far on 2026-11-21.\n";
    expect(said).toEqual({ exitCode: 3, out: "", err });
  });

  it.each([
    [["--as-of", "2026-11-20"], "Cannot show a night as of a day: --as-of needs --date\n"],
    [["--date", "2026-11-19", "--as-of", "soon"], "Cannot use --as-of soon: expected a date such as 2026-11-21\n"],
    [["--date", "19th", "--as-of", "2026-11-20"], "Cannot use --date 19th: expected a date such as 2026-11-20\n"],
    [
      ["--date", "2026-11-19", "--as-of", "2026-11-22"],
      "Cannot show what is known on 2026-11-22: that day has not begun; today is 2026-11-21\n",
    ],
    [
      ["--date", "2026-11-19", "--as-of", "2026-11-20", "--what", "groups"],
      "Cannot show groups as of a day: --as-of tells of findings\n",
    ],
  ])("refuses %j", async (args, err) => {
    const cloud = await openSmallNights();
    expect(await cloud.say(["show", ...args])).toEqual({ exitCode: 2, out: "", err });
  });
});
