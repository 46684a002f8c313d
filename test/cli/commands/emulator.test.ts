import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createQuickClock } from "../quick-clock.ts";
import { say, temporaryFolder } from "../small-cloud.ts";
import { scenarioFile, smallScenario, startEmulator } from "../start-emulator.ts";

/** 10:00 in Shanghai: the last night that is over and settled is that of the 19th. */
const morning = Date.UTC(2026, 10, 20, 2);

function start(args: readonly string[]) {
  return startEmulator(args, createQuickClock(morning));
}

describe("job-audit emulator", () => {
  it("plays the built-in night as the last one that is over, and says how to audit it", async () => {
    const { io, url } = await start([]);
    expect(io.written.out).toBe(`# Cloud Infinite, COS and SCF are emulated at ${url}
# with 20,000 jobs in the night of 2026-11-19, seed 1. Ctrl+C ends it.
# For another terminal:

export TENCENTCLOUD_SECRETID=AKIDmadeUpForTheEmulator
export TENCENTCLOUD_SECRETKEY=secretMadeUpForTheEmulator
unset TENCENTCLOUD_SESSIONTOKEN

cat > emulated.yaml <<'END'
timeZone: Asia/Shanghai
families:
  - pic
regions:
  - ap-chongqing
  - ap-guangzhou
settle: 2h
stuck:
  queuedAfter: 2h
  runningAfter: 1h
report:
  store: cos
  bucket: audit-1250000000
  region: ap-chongqing
  prefix: audits
functions:
  audit:
    function: job-audit-audit
    region: ap-guangzhou
  diff:
    function: job-audit-diff
    region: ap-guangzhou
endpoints:
  ci: ${url}
  cos: ${url}
  scf: ${url}
END

job-audit run --date 2026-11-19 --config emulated.yaml
job-audit show --date 2026-11-19 --config emulated.yaml
`);
  });

  it("plays a scenario from a file, which the settings that it writes can audit", async () => {
    const folder = await temporaryFolder();
    const config = join(folder, "em.yaml");
    const { io, exited, url } = await start([
      "--scenario",
      await scenarioFile(),
      "--seed",
      "7",
      "--write-config",
      config,
    ]);
    expect(io.written.out).toContain(`# The settings are in ${config}.\n`);
    expect(io.written.out).toContain("# with 40 jobs in the night of 2026-11-18, seed 7.");
    const settings = await readFile(config, "utf8");
    expect(settings).toContain(`ci: ${url}`);
    await writeFile(config, settings.replace("./reports", join(folder, "reports")));
    const clock = createQuickClock(morning);
    const said = await say(["run", "--date", "2026-11-18", "--json", "--config", config], { clock });
    expect(said).toMatchObject({ exitCode: 0, err: "" });
    expect(JSON.parse(said.out)).toMatchObject({ jobs: 40, counts: { byVerdict: { failed: 4 } } });
    io.interrupt();
    expect(await exited).toBe(0);
    expect(io.written.err).toBe("The emulator has stopped.\n");
    await expect(fetch(url)).rejects.toThrow();
  });

  it("prints one object with --json, with what the text has", async () => {
    const file = await scenarioFile();
    const { io, url } = await start(["--scenario", file, "--seed", "7", "--json"]);
    expect(io.written.out.split("\n")).toHaveLength(2);
    const { settings, ...told } = JSON.parse(io.written.out);
    expect(settings).toContain(`ci: ${url}\n`);
    expect(told).toEqual({
      url,
      scenario: file,
      nights: [{ night: "2026-11-18", jobs: 40 }],
      seed: 7,
      config: null,
      env: {
        TENCENTCLOUD_SECRETID: "AKIDmadeUpForTheEmulator",
        TENCENTCLOUD_SECRETKEY: "secretMadeUpForTheEmulator",
        TENCENTCLOUD_SESSIONTOKEN: null,
      },
    });
    const builtIn = await start(["--json", "--write-config", join(await temporaryFolder(), "em.yaml")]);
    expect(JSON.parse(builtIn.io.written.out)).toMatchObject({
      scenario: null,
      config: expect.stringMatching(/em\.yaml$/),
    });
  });

  it("plays a series from a file, each night of which can be audited", async () => {
    const folder = await temporaryFolder();
    const config = join(folder, "em.yaml");
    const series = `${smallScenario.replace("night: 2026-11-18\n", "")}nights: [{ night: 2026-11-17 }, { night: 2026-11-18, jobs: 30 }]\n`;
    const { io } = await start(["--scenario", await scenarioFile(series), "--write-config", config]);
    expect(io.written.out).toContain("# with 2 nights, 2026-11-17 to 2026-11-18, seed 1. Ctrl+C ends it.\n");
    expect(io.written.out).toContain(
      [
        `job-audit run --from 2026-11-17 --to 2026-11-18 --config ${config}`,
        `job-audit diff --date 2026-11-18 --config ${config}`,
        `job-audit show --date 2026-11-18 --config ${config}\n`,
      ].join("\n"),
    );
    await writeFile(config, (await readFile(config, "utf8")).replace("./reports", join(folder, "reports")));
    const clock = createQuickClock(morning);
    const jobs = [];
    for (const date of ["2026-11-17", "2026-11-18"]) {
      jobs.push(JSON.parse((await say(["run", "--date", date, "--json", "--config", config], { clock })).out).jobs);
    }
    expect(jobs).toEqual([40, 30]);
  });

  it("keeps objects in a folder, where the next emulator finds them", async () => {
    const folder = await temporaryFolder();
    const config = join(folder, "em.yaml");
    const text = `${smallScenario}\nreportBucket: { name: audit-1250000000, region: eu-frankfurt }\n`;
    const args = ["--scenario", await scenarioFile(text), "--objects", join(folder, "objects")];
    const first = await start([...args, "--write-config", config]);
    const parts = { clock: createQuickClock(morning) };
    await say(["run", "--date", "2026-11-18", "--config", config], parts);
    first.io.interrupt();
    await first.exited;
    const next = await start(args);
    await writeFile(config, (await readFile(config, "utf8")).replaceAll(first.url, next.url));
    const said = await say(["show", "--date", "2026-11-18", "--config", config], parts);
    expect(said.out).toContain("All of 4 findings.");
  });

  it("stops at once when it was interrupted before it began", async () => {
    const args = ["emulator", "--port", "0", "--scenario", await scenarioFile()];
    expect(await say(args, { signal: AbortSignal.abort() })).toMatchObject({ exitCode: 0 });
  });

  it("writes the same settings again", async () => {
    const args = ["--scenario", await scenarioFile(), "--write-config", join(await temporaryFolder(), "em.yaml")];
    const first = await start(args);
    first.io.interrupt();
    await first.exited;
    const next = await say(["emulator", "--port", new URL(first.url).port, ...args], { signal: AbortSignal.abort() });
    expect(next).toMatchObject({ exitCode: 0, err: "The emulator has stopped.\n" });
  });
});
