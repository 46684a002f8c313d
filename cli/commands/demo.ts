/** `demo`: nights on an emulated cloud, audited by the real functions and held to what was planted. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compareMorning } from "../../emulator/scenario/compare-morning.ts";
import { type AddCommand, jsonFlag } from "../command.ts";
import { type DemoCloud, type DemoNight, startDemoCloud } from "../demo-cloud.ts";
import { readFound } from "../demo-found.ts";
import { playNight } from "../demo-night.ts";
import { createTextTeller } from "../demo-screen.ts";
import { createJsonTeller, type DemoTeller } from "../demo-teller.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";

const folder = "job-audit-demo";

const examples = `
Examples:
  $ job-audit demo
  $ job-audit demo --fan-out
  $ job-audit demo --json | jq .asPlanted`;

export const addDemo: AddCommand = (program, { io, action }) => {
  program
    .command("demo")
    .description(`audit eleven nights on an emulated cloud, as deployed; files go to ${folder}/`)
    .option("--fan-out", "read each night in several instances, each a process, some of whose starts go wrong")
    .option(jsonFlag[0], "print one JSON object a morning instead of text")
    .addHelpText("after", examples)
    .action(
      action((flags: DemoFlags) => playDemo(folder, io, { json: flags.json === true, fanOut: flags.fanOut === true })),
    );
};

interface DemoFlags {
  readonly json?: true;
  readonly fanOut?: true;
}

interface DemoOptions {
  readonly json?: boolean;
  readonly fanOut?: boolean;
  /** Starts the cloud that is played. */
  readonly open?: typeof startDemoCloud;
}

/** `path` is the folder that its files go to. */
export async function playDemo(path: string, io: Io, options: DemoOptions = {}): Promise<ExitCode> {
  const { json = false, fanOut = false, open = startDemoCloud } = options;
  const cloud = await open(path, fanOut ? { bundles: io.functions } : {});
  const { functions, emulator, alerts } = cloud;
  const stop = () => void functions.stop();
  io.signal.addEventListener("abort", stop);
  const teller = json ? createJsonTeller(io) : createTextTeller(cloud, io);
  try {
    teller.begin();
    let wrong = 0;
    for (const night of cloud.nights) wrong += (await playMorning(cloud, night, teller, io)) ? 0 : 1;
    teller.end(wrong);
    return wrong === 0 ? exitCodes.fine : exitCodes.incomplete;
  } finally {
    io.signal.removeEventListener("abort", stop);
    await writeFile(join(path, "functions.log"), functions.log());
    await emulator.close();
    await alerts.close();
  }
}

/** Whether the morning tells what was planted. */
async function playMorning(cloud: DemoCloud, night: DemoNight, teller: DemoTeller, io: Io): Promise<boolean> {
  const { truth, scenario } = night;
  const morning = await playNight(cloud, scenario, io.signal);
  const isQuiet = truth.incidents?.every(({ change }) => change !== "opened") === true;
  const head = { night: scenario.night, isQuiet };
  if (morning === null) {
    await teller.morning({ ...head, read: null, differences: ["the functions committed nothing"] });
    io.err(`The functions logged:\n${cloud.functions.log()}`);
    return false;
  }
  const found = await readFound(cloud.app.store, morning, io.signal);
  const differences = compareMorning(truth, found);
  if (morning.night.manifest.status === "incomplete") differences.unshift("the report is incomplete");
  await teller.morning({ ...head, read: { morning, found }, differences });
  return differences.length === 0;
}
