import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { openSpikingReports, type SpikingReports } from "../spiking-reports.ts";

let cloud: SpikingReports;

beforeEach(async () => {
  cloud = await openSpikingReports();
});

const folderOf = (dataset: string, night: string) =>
  join(cloud.folder, `reports/v1/${dataset}/family=pic/date=${night}`);

async function fileOf(dataset: string, night: string): Promise<string> {
  const folder = folderOf(dataset, night);
  const [name = ""] = await readdir(folder);
  return join(folder, name);
}

describe("job-audit history rebuild", () => {
  it("makes the series of the reports, says how many, and the second time that all are there", async () => {
    const first = await cloud.say(["history", "rebuild"]);
    expect(first).toMatchObject({ exitCode: 0, err: "" });
    expect(first.out.split("\n")).toEqual([
      "Series of pic jobs, 2026-09-26 to 2026-11-20: 14 committed nights",
      `in ${join(cloud.folder, "reports")}`,
      "",
      "0 files there and right",
      "14 files made",
      "0 files replaced: damaged, or not what the report says",
      "",
    ]);
    expect((await cloud.say(["history", "rebuild"])).out).toContain("14 files there and right\n0 files made\n");
  });

  it("names the files that it replaced, and the nights whose report is damaged", async () => {
    await cloud.say(["history", "rebuild"]);
    await writeFile(await fileOf("series", "2026-11-12"), "{");
    await rm(await fileOf("summaries", "2026-11-13"));
    const said = await cloud.say(["history", "rebuild", "--from", "2026-11-11", "--to", "2026-11-14"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain(
      "1 file replaced: damaged, or not what the report says (2026-11-12)\n2026-11-13 left out: ",
    );
    const json = JSON.parse((await cloud.say(["history", "rebuild", "--from", "2026-11-11", "--json"])).out);
    expect(json).toMatchObject({ family: "pic", from: "2026-11-11", to: "2026-11-20", made: [], replaced: [] });
    expect(json.there).toHaveLength(9);
    expect(json.leftOut).toEqual([{ night: "2026-11-13", reason: expect.stringContaining("is missing") }]);
  });
});

describe("job-audit history show", () => {
  it("draws the failures of each scope night by night, in 80 columns, and keeps nothing", async () => {
    const said = await cloud.say(["history", "show"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    const lines = said.out.split("\n");
    expect(lines[0]).toBe("Failures of pic jobs, 2026-09-26 to 2026-11-20");
    expect(lines[4]).toMatch(/^thumbnails {2}PicProcess {2}▃▃▃▃▃▃▃▃▃▃▃▃▃█ +81 of 1,061 \(7\.6 %\)$/);
    expect(lines[5]).toMatch(/^pr {10}PicProcess {2}█{14} +1 of 10 \(10\.0 %\)$/);
    expect(lines.filter((line) => line.length > 80 && !line.includes(cloud.folder))).toEqual([]);
    await expect(readdir(join(cloud.folder, "reports/v1/series"))).rejects.toThrow("ENOENT");
  });

  it("draws in ASCII where the terminal is dumb", async () => {
    const said = await cloud.say(["history", "show", "--queue", "thumbnails"], { env: { TERM: "dumb" } });
    expect(said.out).toContain("  -------------#  ");
  });

  it.each([
    [["--queue", "thumbnails"], ["pq"]],
    [["--queue", "pr"], ["pr"]],
    [
      ["--tag", "PicProcess"],
      ["pq", "pr"],
    ],
    [["--tag", "Other"], []],
  ])("takes only the scopes that %j names", async (flags, queues) => {
    const object = JSON.parse((await cloud.say(["history", "show", "--json", "--from", "2026-11-19", ...flags])).out);
    expect(object.scopes.map(({ queueId }: { queueId: string }) => queueId)).toEqual(queues);
    expect(object.scopes.every(({ nights }: { nights: readonly unknown[] }) => nights.length === 2)).toBe(true);
  });

  it("tells the nights of a scope, the oldest first, and which night is left out", async () => {
    await rm(await fileOf("summaries", "2026-11-19"));
    const said = await cloud.say(["history", "show", "--json", "--queue", "pq", "--from", "2026-11-18"]);
    expect(said.exitCode).toBe(3);
    const object = JSON.parse(said.out);
    expect(object.scopes[0].nights).toEqual([
      { night: "2026-11-18", complete: true, failed: 22, ended: 1002, stuck: 0 },
      { night: "2026-11-20", complete: true, failed: 81, ended: 1061, stuck: 0 },
    ]);
    expect(object.leftOut).toEqual([{ night: "2026-11-19", reason: expect.any(String) }]);
  });

  it("tells a queue that is not there from nights that are not", async () => {
    const said = await cloud.say(["history", "show", "--queue", "nowhere"]);
    expect(said.out.replace(/\s+/g, " ")).toContain(
      "None of the scopes of 14 committed nights is called so; without --queue and --tag all are shown.",
    );
    expect(said.out).not.toContain("A bar is");
  });

  it("says so where no night is committed", async () => {
    const said = await cloud.say(["history", "show", "--from", "2026-10-01", "--to", "2026-10-10"]);
    expect(said).toMatchObject({ exitCode: 0 });
    expect(said.out).toContain("No night is committed there.");
  });
});
