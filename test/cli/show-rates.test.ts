import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { openSpikingReports, type SpikingReports } from "./spiking-reports.ts";

let cloud: SpikingReports;
const folderOf = (dataset: string, night: string) =>
  join(cloud.folder, `reports/v1/${dataset}/family=pic/date=${night}`);

const spiked = "!  thumbnails  PicProcess  ▃▃▃▃▃▃▃▃▃▃▃▃▃█  81 of 1,061 (7.6 %)\n";

beforeEach(async () => {
  cloud = await openSpikingReports();
  for (const night of ["2026-11-19", "2026-11-20"]) await cloud.say(["diff", "--date", night, "--json"]);
});

async function show(...flags: readonly string[]): Promise<string> {
  return (await cloud.say(["show", "--limit", "1", ...flags])).out;
}

describe("job-audit show", () => {
  it("draws above findings and groups how failures of the scopes that spiked went", async () => {
    for (const what of ["findings", "groups"]) {
      const out = await show("--what", what);
      expect(out.startsWith("Failure rates that spiked\n")).toBe(true);
      expect(out).toContain(spiked);
      expect(out).not.toMatch(/^.*pr {2,}PicProcess {2}[▁▂▃▄▅▆▇█]/m);
    }
  });

  it("draws those with the most failures where none spiked", async () => {
    const out = await show("--date", "2026-11-19");
    expect(out.split("\n").slice(0, 5)).toEqual([
      "Failure rates of the scopes with most failures",
      "   queue       tag         by night                      last",
      expect.stringMatching(/^ {3}thumbnails {2}PicProcess {2}[▇█]{13} {2}21 of 1,001 \(2\.1 %\)$/),
      expect.stringMatching(/^ {3}pr {10}PicProcess {2}█{13} {2} +1 of 10 \(10\.0 %\)$/),
      "",
    ]);
  });

  it("draws only the queue that is asked for", async () => {
    expect(await show("--queue", "pr")).toMatch(
      /^Failure rates of the scopes with most failures\n.*\n {3}pr +PicProcess/,
    );
    expect(await show("--queue", "nowhere")).toMatch(/^Findings of/);
  });

  it("draws nothing for who asks for certain rows, or for JSON", async () => {
    for (const flags of [
      ["--verdict", "failed"],
      ["--group", "v1"],
      ["--text", "Odd"],
      ["--what", "carried"],
      ["--json"],
    ]) {
      expect(await show(...flags)).not.toContain("Failure rates");
    }
  });

  it("shows findings all the same where there is no diff, or it cannot be read", async () => {
    expect(await show("--date", "2026-11-18")).toMatch(/^Findings of/);
    const [name = ""] = (await readdir(folderOf("diffs", "2026-11-19"))).filter((file) => file.startsWith("tests-"));
    await writeFile(join(folderOf("diffs", "2026-11-19"), name), "changed");
    const said = await cloud.say(["show", "--date", "2026-11-19"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toMatch(/^Findings of/);
  });

  it("leaves out a night whose series is gone", async () => {
    await rm(folderOf("series", "2026-11-12"), { recursive: true });
    expect(await show()).toContain("PicProcess  ▃▃▃▃▃▃▃▃▃▃▃▃█  81 of 1,061");
  });
});
