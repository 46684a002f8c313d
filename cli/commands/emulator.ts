/** `emulator`: an emulated cloud with one night of image jobs, or several, until it is interrupted. */

import { readFile, writeFile } from "node:fs/promises";
import { InvalidArgumentError } from "commander";
import { buildSeries } from "../../emulator/scenario/build-series.ts";
import { buildWorld } from "../../emulator/scenario/build-world.ts";
import { demoScenario, demoSeed } from "../../emulator/scenario/demo.ts";
import { readScenarioOrSeries } from "../../emulator/scenario/read-scenario.ts";
import type { Scenario } from "../../emulator/scenario/scenario.ts";
import { ScenarioError } from "../../emulator/scenario/scenario-error.ts";
import type { Series } from "../../emulator/scenario/series.ts";
import { ConfigError } from "../../lib/core/errors.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { assertFolder } from "../assert-folder.ts";
import { type AddCommand, jsonFlag } from "../command.ts";
import { startEmulatedCloud } from "../emulated-cloud.ts";
import { tickTimers } from "../emulated-functions.ts";
import { emulatedSettings } from "../emulated-settings.ts";
import { errnoText, writeErrnoText } from "../errno-text.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { programName } from "../program-name.ts";
import { emulatorObject } from "../render/emulator-object.ts";
import { emulatorText, type ShownEmulator } from "../render/emulator-text.ts";
import { jsonLine } from "../render/json-line.ts";

interface EmulatorFlags {
  readonly port: number;
  readonly scenario?: string;
  readonly seed: number;
  readonly objects?: string;
  readonly writeConfig?: string;
  readonly json?: true;
}

const examples = `
Examples:
  $ job-audit emulator --write-config emulated.yaml    settings for run --config
  $ job-audit emulator --port 0 --scenario night.yaml  nights of your own
  $ job-audit emulator --objects ./objects             reports stay in a folder
  $ job-audit emulator --port 0 --json                 for scripts`;

export const addEmulator: AddCommand = (program, { io, action }) => {
  program
    .command("emulator")
    .description("emulate the cloud on this machine: a night of image jobs, storage, and functions to deploy")
    .option("--port <port>", "where to listen on 127.0.0.1; 0 takes any free port", readPort, 9000)
    .option(
      "--scenario <file>",
      "what happens in the night, or in nights (default: 20,000 jobs of the last night that is over)",
    )
    .option("--seed <number>", "another seed, another night of the same kind", readSeed, demoSeed)
    .option("--objects <folder>", "keep objects in this folder (default: in memory)")
    .option("--write-config <file>", "write the settings that lead here; never over other content")
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: EmulatorFlags) => emulate(flags, io)));
};

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("Expected a number from 0 to 65535.");
  return port;
}

function readSeed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

async function emulate(flags: EmulatorFlags, io: Io): Promise<ExitCode> {
  const now = io.clock?.now ?? Date.now;
  const { port, seed, objects = null } = flags;
  if (objects !== null) await assertFolder(objects, `Cannot keep objects in ${objects}`);
  const played = flags.scenario === undefined ? lastNight(now()) : await loadScenario(flags.scenario);
  const { scenario, nights, world } = plan(played, seed);
  const emulator = await startEmulatedCloud({ scenario, world, port, now, objects, functions: "deployed" });
  const stopTimers = tickTimers(emulator, now);
  try {
    await tell({ url: emulator.url, nights, settings: settingsFor(scenario, emulator.url) }, flags, io);
    await interruption(io.signal);
  } finally {
    stopTimers();
    await emulator.close();
  }
  io.err("The emulator has stopped.\n");
  return exitCodes.fine;
}

async function tell(
  emulated: Pick<ShownEmulator, "url" | "nights" | "settings">,
  { seed, scenario, writeConfig, json }: EmulatorFlags,
  io: Io,
): Promise<void> {
  if (writeConfig !== undefined) await writeSettings(writeConfig, emulated.settings);
  const shown = { ...emulated, seed, config: writeConfig ?? null };
  io.out(json ? jsonLine(emulatorObject(shown, scenario ?? null)) : emulatorText(shown, programName(io.env)));
}

/** The built-in scenario, in the last night that is over: an audit can begin at once. */
function lastNight(now: number): Scenario {
  const scenario = demoScenario();
  return { ...scenario, night: lastNightBefore(now, scenario.timeZone, scenario.settle) };
}

/** The scenario of the first night stands for what all have in common. */
function plan(played: Scenario | Series, seed: number) {
  if (!("nights" in played)) return { scenario: played, nights: [played], world: buildWorld(played, seed) };
  const nights = played.nights.map(({ scenario }) => scenario);
  return { scenario: nights[0] as Scenario, nights, world: buildSeries(played, seed) };
}

async function loadScenario(path: string): Promise<Scenario | Series> {
  try {
    return readScenarioOrSeries(await readFile(path, "utf8"), path);
  } catch (error) {
    if (error instanceof ScenarioError) {
      throw new ConfigError(`Cannot use the scenario ${path}`, { problems: error.problems, cause: error });
    }
    const seen = errnoText(error);
    if (seen === null) throw error;
    throw new ConfigError(`Cannot read the scenario ${path}: ${seen}`, { cause: error });
  }
}

/** With the functions as serverless.yml names them; they can keep reports in a bucket only. */
function settingsFor(scenario: Scenario, url: string): string {
  const deployed = { auditFunction: "job-audit-audit", diffFunction: "job-audit-diff" };
  return emulatedSettings(scenario, url, scenario.reportBucket === null ? {} : deployed);
}

/** Writing the same again is fine; other content is somebody's work. */
async function writeSettings(path: string, settings: string): Promise<void> {
  const there = await readFile(path, "utf8").catch(() => null);
  if (there === settings) return;
  try {
    await writeFile(path, settings, { flag: "wx" });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EEXIST";
    const seen = taken ? "it exists and holds other settings; remove it or name another" : writeErrnoText(error, path);
    throw new ConfigError(`Cannot write settings to ${path}: ${seen}`, { cause: error });
  }
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
