/** `demo`: three nights on an emulated cloud, audited by the real functions and held to what was planted. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compareMorning } from "../../emulator/scenario/compare-morning.ts";
import type { AddCommand } from "../command.ts";
import { type DemoCloud, type DemoNight, startDemoCloud } from "../demo-cloud.ts";
import { readFound } from "../demo-found.ts";
import { type Morning, playNight } from "../demo-night.ts";
import { describeDiff } from "../describe-diff.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { configWords, programName } from "../program-name.ts";
import { differencesText, introText, nextText, plantedText } from "../render/demo-text.ts";
import { lookOf } from "../render/look.ts";
import { morningText } from "../render/morning-text.ts";
import { amount } from "../render/words.ts";
import { describeNight } from "../run-night.ts";

const folder = "job-audit-demo";

export const addDemo: AddCommand = (program, { io, action }) => {
  program
    .command("demo")
    .description(`audit three nights on an emulated cloud, as deployed; files go to ${folder}/`)
    .addHelpText("after", "\nExamples:\n  $ job-audit demo\n")
    .action(action(() => playDemo(folder, io)));
};

/** `open` starts the cloud that is played. */
export async function playDemo(path: string, io: Io, open = startDemoCloud): Promise<ExitCode> {
  const cloud = await open(path);
  try {
    const { nights, emulator } = cloud;
    io.out(introText({ url: emulator.url, nights: nights.length, jobs: nights[0]?.scenario.jobs ?? 0 }));
    let wrong = 0;
    for (const night of nights) wrong += (await playMorning(cloud, night, io)) ? 0 : 1;
    return tellEnd(cloud, wrong, io);
  } finally {
    await writeFile(join(path, "functions.log"), cloud.log());
    await cloud.emulator.close();
  }
}

/** Whether the morning tells what was planted. */
async function playMorning(cloud: DemoCloud, { scenario, truth }: DemoNight, io: Io): Promise<boolean> {
  const { night } = scenario;
  const morning = await playNight(cloud, scenario, io.signal);
  if (morning === null) {
    io.err(`${differencesText(night, ["the functions committed nothing; they logged:"])}${cloud.log()}`);
    return false;
  }
  io.out(await describeMorning(cloud, morning, io));
  const found = await readFound(cloud.app.store, morning.night, morning.diff, io.signal);
  const differences = compareMorning(truth, found);
  if (morning.night.manifest.status === "incomplete") differences.unshift("the report is incomplete");
  if (differences.length > 0) io.err(differencesText(night, differences));
  else io.out(plantedText(night, found));
  return differences.length === 0;
}

async function describeMorning({ app, config }: DemoCloud, { night, diff }: Morning, io: Io): Promise<string> {
  const title = `The morning after ${night.manifest.night}`;
  const report = await describeNight(app, { ...night, already: false }, config, io);
  const result = { ...diff, already: false };
  const told = await describeDiff(app, { night, result, output: app.store, all: false, config, kept: true }, io);
  return `${morningText({ title, report, diff: told }, lookOf(io))}\n`;
}

function tellEnd({ nights, config }: DemoCloud, wrong: number, io: Io): ExitCode {
  if (wrong > 0) {
    io.err(`${wrong} of ${amount(nights.length, "morning")} not as planted.\n`);
    return exitCodes.incomplete;
  }
  const dates = nights.map(({ scenario }) => scenario.night);
  const [from = "", night = "", to = ""] = dates;
  io.out(`As planted: all ${amount(dates.length, "morning")}, nothing missed, nothing made up.\n\n`);
  io.out(nextText({ night, from, to, program: programName(io.env), config: configWords(config) }));
  return exitCodes.fine;
}
