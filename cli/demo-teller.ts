/** Who tells of the demo: in text for people, or as one line of JSON a morning for scripts. */

import type { FoundMorning } from "../emulator/scenario/compare-morning.ts";
import type { DemoCloud } from "./demo-cloud.ts";
import type { Morning } from "./demo-night.ts";
import { describeDiff } from "./describe-diff.ts";
import type { Io } from "./io.ts";
import { configWords, programName } from "./program-name.ts";
import { demoObject } from "./render/demo-object.ts";
import { differencesText, introText, nextText, plantedText } from "./render/demo-text.ts";
import { lookOf } from "./render/look.ts";
import { morningText } from "./render/morning-text.ts";
import { jsonLine } from "./render/safe-text.ts";
import { amount } from "./render/words.ts";
import { describeNight } from "./run-night.ts";

export interface PlayedMorning {
  /** Date of the night before it. */
  readonly night: string;
  /** What was committed and what it says; null where the functions committed nothing. */
  readonly read: { readonly morning: Morning; readonly found: FoundMorning } | null;
  /** From what was planted. */
  readonly differences: readonly string[];
}

export interface DemoTeller {
  begin(): void;
  morning(played: PlayedMorning): Promise<void>;
  /** `wrong` is how many mornings differ. */
  end(wrong: number): void;
}

export function createJsonTeller(io: Io): DemoTeller {
  return {
    begin: () => {},
    morning: async (played) => io.out(jsonLine(demoObject(played))),
    end: () => {},
  };
}

export function createTextTeller(cloud: DemoCloud, io: Io): DemoTeller {
  return {
    begin() {
      const jobs = cloud.nights.map(({ truth }) => truth.jobs);
      io.out(introText({ url: cloud.emulator.url, jobs }));
    },
    async morning({ night, read, differences }) {
      if (read !== null) io.out(await describeMorning(cloud, read.morning, io));
      if (differences.length > 0) io.err(differencesText(night, differences));
      else if (read !== null) io.out(plantedText(night, read.found, lookOf(io).columns));
    },
    end: (wrong) => tellEnd(cloud, wrong, io),
  };
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
  const [from = "", night = "", to = ""] = dates;
  io.out(`As planted: all ${amount(dates.length, "morning")}, nothing missed, nothing made up.\n\n`);
  io.out(nextText({ night, from, to, program: programName(io.env), config: configWords(config) }));
}
