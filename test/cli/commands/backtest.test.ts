import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { commitScopes } from "../../fakes/committed-night.ts";
import { openSpikingReports, type SpikingReports } from "../spiking-reports.ts";

let cloud: SpikingReports;

beforeEach(async () => {
  cloud = await openSpikingReports();
});

async function candidate(alerts: string, path = "elsewhere"): Promise<string> {
  const file = join(cloud.folder, "candidate.yaml");
  await writeFile(file, `regions: [ap-chongqing]\nreport: { store: directory, path: ${path} }\nalerts: ${alerts}\n`);
  return file;
}

const filesIn = async () => (await readdir(join(cloud.folder, "reports"), { recursive: true })).sort();

describe("job-audit backtest", () => {
  it("tells what would have fired by night and rule, and how many alerts that is a month", async () => {
    const before = await filesIn();
    const said = await cloud.say(["backtest", "--from", "2026-11-10"]);
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(said.out).toContain("What would have fired of pic jobs, 2026-11-10 to 2026-11-20\n");
    expect(said.out).toMatch(/^2026-11-19 +0 +0 +0 +0 +-$/m);
    expect(said.out).toMatch(/^2026-11-20 .*rate\.spike/m);
    expect(said.out).toContain("  rate.spike: 1 signal in 1 night\n");
    expect(said.out).toContain("No committed diff says what fired.");
    expect(said.out.split("\n").filter((line) => line.length > 80 && !line.includes(cloud.folder))).toEqual([]);
    expect(await filesIn()).toEqual(before);
  });

  it("tells fewer by settings with a higher floor", async () => {
    const strict = join(cloud.folder, "strict.yaml");
    const report = `report: { store: directory, path: ${join(cloud.folder, "reports")} }\n`;
    await writeFile(strict, `regions: [ap-chongqing]\n${report}spikes: { minExcess: 500 }\n`);
    const rulesBy = async (...flags: readonly string[]) => {
      const { out } = await cloud.say(["backtest", "--from", "2026-11-20", "--json", ...flags]);
      return JSON.parse(out).byRule.map(({ rule }: { rule: string }) => rule);
    };
    expect(await rulesBy()).toContain("rate.spike");
    expect(await rulesBy("--settings", strict)).not.toContain("rate.spike");
  });

  it("compares with what the committed diffs say", async () => {
    await cloud.say(["diff", "--date", "2026-11-20", "--json"]);
    const same = await cloud.say(["backtest", "--from", "2026-11-19"]);
    expect(same.out).toContain("Of 1 committed diff all of them fire the same.");
    await cloud.say(["diff", "--date", "2026-11-19", "--json"]);
    const object = JSON.parse((await cloud.say(["backtest", "--from", "2026-11-18", "--json"])).out);
    expect(object.nights.map(({ committed }: { committed: unknown }) => committed !== null)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("shows what the committed diffs have otherwise", async () => {
    const config = await candidate("{ alwaysAlert: [Rare] }", join(cloud.folder, "reports"));
    const content = {
      pq: { failed: { Usual: 21, Rare: 1 }, succeeded: 980 },
      pr: { failed: { Usual: 1 }, succeeded: 9 },
    };
    await commitScopes(cloud.reports, "2026-11-19", content, { change: { revision: 2 } });
    await cloud.say(["diff", "--date", "2026-11-19", "--json", "--config", config]);
    const said = await cloud.say(["backtest", "--from", "2026-11-19", "--to", "2026-11-19"]);
    expect(said.out).toContain("Of 1 committed diff 1 night would fire otherwise.");
    const gone = "- 2026-11-19 group.new ap-chongqing / photos-1250000000 / pq / PicProcess v1:Rare";
    expect(said.out.replace(/\s+/g, " ")).toContain(gone);
    const oneNight = ["backtest", "--from", "2026-11-19", "--to", "2026-11-19"];
    expect((await cloud.say([...oneNight, "--settings", config])).out).toContain("all of them fire the same");
    await rm(join(cloud.folder, "reports/v1/commits/family=pic/date=2026-11-19/diff-r0001.json"));
    await cloud.say(["diff", "--date", "2026-11-19", "--json"]);
    const added = await cloud.say([...oneNight, "--settings", config]);
    expect(added.out.replace(/\s+/g, " ")).toContain(gone.replace("-", "+"));
  });

  it("heeds the silences of the settings that it is given", async () => {
    const silence = "{ match: { rule: rate.spike }, reason: known, owner: ops, until: 2026-12-31 }";
    const settings = await candidate(`{ silences: [${silence}] }`);
    const tell = async (...flags: readonly string[]) =>
      JSON.parse((await cloud.say(["backtest", "--from", "2026-11-20", "--json", ...flags])).out);
    const [loud, quiet] = [await tell(), await tell("--settings", settings)];
    const rulesOf = (object: typeof loud) => object.nights[0].told.map(({ rule }: { rule: string }) => rule);
    expect(rulesOf(loud)).toContain("rate.spike");
    expect(rulesOf(quiet)).not.toContain("rate.spike");
    expect(quiet.nights[0].silenced).toBe(1);
    expect(loud.alertsPerMonth).toBe(30 * loud.alerts);
  });

  it("names a night that is damaged, goes on, and is incomplete then", async () => {
    const folder = join(cloud.folder, "reports/v1/groups/family=pic/date=2026-11-19");
    await rm(folder, { recursive: true });
    const said = await cloud.say(["backtest", "--from", "2026-11-18"]);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("2026-11-19 left out: ");
    expect(said.out).toMatch(/^2026-11-20 .*rate\.spike/m);
  });

  it("says so where no night is committed", async () => {
    const said = await cloud.say(["backtest", "--from", "2026-10-01", "--to", "2026-10-03"]);
    expect(said).toMatchObject({ exitCode: 3 });
    expect(said.out).toContain("No night is committed there.");
  });
});
