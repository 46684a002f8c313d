/** What the demo says beside the mornings: what is played, how it compares, and what can be tried next. */

import type { FoundMorning } from "../../emulator/scenario/compare-morning.ts";
import { amount, countText } from "./words.ts";
import { wrapText } from "./wrap.ts";

export interface DemoIntro {
  readonly url: string;
  /** Of each night. */
  readonly jobs: readonly number[];
}

export function introText({ url, jobs }: DemoIntro): string {
  return `Cloud Infinite, COS and SCF are emulated at ${url}, with
${amount(jobs.length, "night")} of ${jobs.map(countText).join(", ")} image jobs. Each night the timer starts
the audit function, which commits a report and starts the diff function; each
morning is told as job-audit tells it.\n\n`;
}

export function plantedText(night: string, found: FoundMorning, columns: number): string {
  const { jobs, findings, carried, amendments, groups, queues } = found;
  const facts = [
    amount(jobs, "job"),
    amount(findings.length, "finding"),
    `${amount(groups.length, "group")} compared`,
    `${countText(carried.length)} carried`,
    `${countText(amendments.length)} amended`,
    amount(queues.length, "queue change"),
  ];
  return `As planted in ${night}:\n${wrapText(`${facts.join(", ")}.`, columns, "  ")}\n\n`;
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
    `show --date ${to} --what amendments --verdict failed`,
    `diff --date ${night} --json`,
    `export --date ${night} --not-recovered --format url-file --out retry.txt`,
    `fetch --date ${night} --out night`,
  ];
  const lines = commands.map((command) => `  ${program} ${command}${config}\n`);
  return `The reports lie in a folder that these read without the emulator:\n${lines.join("")}`;
}
