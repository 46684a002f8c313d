/** The demo for people: quiet nights in one line, and the others as an operator reads them in the morning. */

import { buildCard } from "../lib/core/alerts/alert-card.ts";
import { amount } from "../lib/core/words.ts";
import type { DemoCloud } from "./demo-cloud.ts";
import type { Morning } from "./demo-night.ts";
import { createQuietLine } from "./demo-quiet-line.ts";
import type { DemoTeller, PlayedMorning } from "./demo-teller.ts";
import { describeDiff } from "./describe-diff.ts";
import type { Io } from "./io.ts";
import { configWords, programName } from "./program-name.ts";
import { differencesText, introText, nextText, plantedText, runsText } from "./render/demo-text.ts";
import { lookOf } from "./render/look.ts";
import { morningText } from "./render/morning-text.ts";
import { phoneText } from "./render/phone-text.ts";
import { describeNight } from "./run-night.ts";

export function createTextTeller(cloud: DemoCloud, io: Io): DemoTeller {
  const quiet = createQuietLine(io);
  return {
    begin() {
      const jobs = cloud.nights.map(({ truth }) => truth.jobs);
      io.out(introText({ url: cloud.emulator.url, jobs, runs: cloud.functions.runs() }));
    },
    async morning(played) {
      const { read, isQuiet, night, differences } = played;
      if (read !== null && isQuiet && differences.length === 0) {
        const titles = read.morning.alerts.map((message) => buildCard(message, "en").title);
        quiet.add({ night, states: read.found.states, resolved: read.found.incidents.length, titles });
        return;
      }
      quiet.end();
      await tellMorning(cloud, played, io);
    },
    end(wrong) {
      quiet.end();
      const runs = cloud.functions.runs();
      if (runs !== null) io.out(runsText(runs, lookOf(io).columns));
      tellEnd(cloud, wrong, io);
    },
  };
}

async function tellMorning(cloud: DemoCloud, { night, read, differences }: PlayedMorning, io: Io): Promise<void> {
  const look = lookOf(io);
  if (read !== null) {
    io.out(await describeMorning(cloud, read.morning, io));
    for (const message of read.morning.alerts) io.out(`${phoneText(buildCard(message, "en"), look)}\n`);
  }
  if (differences.length > 0) io.err(differencesText(night, differences));
  else if (read !== null) io.out(plantedText({ night, ...read, names: read.morning.names }, look.columns));
}

async function describeMorning({ app, config }: DemoCloud, { night, diff }: Morning, io: Io): Promise<string> {
  const title = `The morning after ${night.manifest.night}`;
  const report = await describeNight(app, { ...night, already: false }, config, io);
  const result = { ...diff, already: false };
  const told = await describeDiff(app, { night, result, output: app.store, all: false, config, kept: true }, io);
  return `${morningText({ title, report, diff: told }, lookOf(io))}\n`;
}

function tellEnd({ nights, config }: DemoCloud, wrong: number, io: Io): void {
  if (wrong > 0) {
    io.err(`${wrong} of ${amount(nights.length, "morning")} not as planted.\n`);
    return;
  }
  const dates = nights.map(({ scenario }) => scenario.night);
  const [from = ""] = dates;
  const opened = nights.filter(({ truth }) => truth.incidents?.some(({ change }) => change === "opened"));
  const [night = from, to = night] = opened.map(({ scenario }) => scenario.night);
  io.out(`As planted: all ${amount(dates.length, "morning")}, nothing missed, nothing made up.\n\n`);
  io.out(nextText({ night, from, to, program: programName(io.env), config: configWords(config) }));
}
