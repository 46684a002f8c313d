/** What the demo says beside the mornings: what is played, how it compares, and what can be tried next. */

import type { FoundMorning } from "../../emulator/scenario/compare-morning.ts";
import { amount, countText } from "./words.ts";

export interface DemoIntro {
  readonly url: string;
  readonly nights: number;
  readonly jobs: number;
}

export function introText({ url, nights, jobs }: DemoIntro): string {
  return `Cloud Infinite, COS and SCF are emulated at ${url}, with
${amount(nights, "night")} of ${countText(jobs)} image jobs each. Each night the timer starts the audit function,
which commits a report and starts the diff function; each morning is told as
job-audit tells it.\n\n`;
}

export function plantedText(night: string, found: FoundMorning): string {
  const { jobs, findings, carried, amendments, groups, queues } = found;
  const facts = [
    amount(jobs, "job"),
    amount(findings.length, "finding"),
    amount(groups.length, "group"),
    `${countText(carried.length)} carried`,
    `${countText(amendments.length)} amended`,
    amount(queues.length, "queue change"),
  ];
  return `As planted in ${night}:\n  ${facts.join(", ")}.\n\n`;
}

export function differencesText(night: string, differences: readonly string[]): string {
  return `The morning after ${night} is not what was planted:\n${differences.map((each) => `  - ${each}\n`).join("")}\n`;
}

export interface DemoEnd {
  /** Date of the night to look into. */
  readonly night: string;
  readonly from: string;
  readonly to: string;
  /** What commands begin with, and how they end. */
  readonly program: string;
  readonly config: string;
}

export function nextText({ night, from, to, program, config }: DemoEnd): string {
  const commands = [
    `nights --from ${from} --to ${to}`,
    `show --date ${to} --what carried`,
    `show --date ${to} --what amendments`,
    `diff --date ${night} --json`,
    `export --date ${night} --format url-file --out retry.txt`,
    `fetch --date ${night} --out night`,
  ];
  const lines = commands.map((command) => `  ${program} ${command}${config}\n`);
  return `The reports lie in a folder that these read without the emulator:\n${lines.join("")}`;
}
