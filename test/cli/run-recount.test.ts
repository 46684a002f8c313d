import { describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { loadApp } from "../../cli/load-app.ts";
import { type RecountFlags, runRecount } from "../../cli/run-recount.ts";
import { nightTimes } from "../../emulator/scenario/night-times.ts";
import type { CloudInfinite } from "../../lib/ports/cloud-infinite.ts";
import { createFakeIo } from "./fake-io.ts";
import { createQuickClock } from "./quick-clock.ts";
import { credentials, openSmallCloud, type SmallCloud } from "./small-cloud.ts";

async function auditedCloud(): Promise<SmallCloud> {
  const cloud = await openSmallCloud();
  await cloud.say(["run", "--json"]);
  return cloud;
}

async function recount(
  cloud: SmallCloud,
  flags: Omit<RecountFlags, "config">,
  change: (ci: CloudInfinite) => CloudInfinite = (ci) => ci,
) {
  const io = createFakeIo({ env: credentials, clock: createQuickClock(nightTimes(cloud.scenario).now) });
  const app = await loadApp(cloud, io);
  const exitCode = await runRecount({ ...app, ci: change(app.ci) }, { ...flags, config: cloud.config }, io);
  return { exitCode, ...io.written };
}

/** A service that keeps a job from whoever reads from the end to the beginning. */
function losing(isLost: (id: string) => boolean) {
  return (ci: CloudInfinite): CloudInfinite => ({
    ...ci,
    async listJobs(request, signal) {
      const page = await ci.listJobs(request, signal);
      return request.order === "Asc" ? page : { ...page, jobs: page.jobs.filter(({ id }) => !isLost(id)) };
    },
  });
}

describe("runRecount()", () => {
  it("recounts a dozen windows of the newest night, and says so", async () => {
    const said = await recount(await auditedCloud(), { recount: true });
    expect(said).toMatchObject({ exitCode: exitCodes.fine, err: "" });
    const lines = said.out.split("\n");
    expect(lines[0]).toBe("Recount of the night of 2026-11-20, pic jobs, revision 1");
    expect(lines[1]).toBe("  12 windows the same");
    expect(lines[2]).toMatch(/^ {2}12 of \d+ windows of the ledger, read from end to beginning: /);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(["all", "0"])(
    "recounts every window for %s: all jobs of the night, and all that the report names",
    async (windows) => {
      const said = await recount(await auditedCloud(), { recount: windows, date: "2026-11-20", json: true });
      expect(said.exitCode).toBe(0);
      const object = JSON.parse(said.out);
      expect(object).toMatchObject({ night: "2026-11-20", revision: 1, sound: true });
      expect(object.recounted).toBe(object.allWindows);
      const sum = (key: string) =>
        object.windows.reduce((all: number, window: Record<string, number>) => all + (window[key] ?? 0), 0);
      expect([sum("jobs"), sum("listed"), sum("told")]).toEqual([300, 300, 30]);
    },
  );

  it("names a job that only one order gives, and ends with 3", async () => {
    const cloud = await auditedCloud();
    const [finding] = (await cloud.say(["show", "--verdict", "failed", "--json"])).out.split("\n");
    const { jobId } = JSON.parse(finding ?? "");
    const said = await recount(
      cloud,
      { recount: "all" },
      losing((id) => id === jobId),
    );
    expect(said.exitCode).toBe(3);
    const text = said.out.replace(/\n +/g, " ");
    expect(text).toMatch(/ DIFFERS: 1 window of \d+; \d+ windows the same /);
    expect(text).toMatch(/ \d+ jobs? committed, \d+ listed now /);
    expect(text).toContain(`1 of the report's findings and open jobs not listed now: ${jobId}`);
    expect(text).toContain(`1 listed from beginning to end only: ${jobId}`);
    expect(text).not.toContain("from end to beginning only");
  });

  it("names no more ids than one reads", async () => {
    const said = await recount(
      await auditedCloud(),
      { recount: "all", date: "2026-11-20" },
      losing(() => true),
    );
    expect(said.exitCode).toBe(3);
    for (const line of said.out.replace(/\n {6,}/g, " ").split("\n"))
      expect(line.match(/c[0-9a-z]{32}/g)?.length ?? 0).toBeLessThan(21);
  });

  it("says why a window could not be read", async () => {
    const cloud = await auditedCloud();
    const broken = (ci: CloudInfinite): CloudInfinite => ({
      ...ci,
      listJobs: (request, signal) => ci.listJobs({ ...request, token: "no-token" }, signal),
    });
    const said = await recount(cloud, { recount: "1" }, broken);
    expect(said.exitCode).toBe(3);
    expect(said.out).toContain("\n  1 window could not be read\n");
    expect(said.out).toMatch(/\n {4}could not be read: service-error, /);
  });

  it("refuses what is no number of windows, and a night that has no report", async () => {
    const cloud = await auditedCloud();
    await expect(recount(cloud, { recount: "some" })).rejects.toThrow(
      "Cannot recount some windows: expected a whole number, or all",
    );
    await expect(recount(cloud, { recount: true, date: "2026-11-19" })).rejects.toThrow("Cannot recount 2026-11-19: ");
  });
});
