/** What the demo says beside the mornings: what is played, how it compares, and what can be tried next. */

import type { FoundIncident } from "../../emulator/scenario/compare-incidents.ts";
import type { FoundMorning } from "../../emulator/scenario/compare-morning.ts";
import { type Names, operationTitle } from "../../lib/core/names.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { SpreadRuns } from "../demo-functions.ts";
import { hangText, wrapText } from "./wrap.ts";

export interface DemoIntro {
  readonly url: string;
  /** Of each night. */
  readonly jobs: readonly number[];
  /** Of a demo that spreads its nights. */
  readonly runs: SpreadRuns | null;
}

export function introText({ url, jobs, runs }: DemoIntro): string {
  const [least, most] = [Math.min(...jobs), Math.max(...jobs)].map(countText);
  return `Cloud Infinite, COS and SCF are emulated at ${url}, with
${amount(jobs.length, "night")} of ${least} to ${most} image jobs, and beside them a receiver of alerts.
${runs === null ? aloneText : spreadText(runs)}\n\n`;
}

const aloneText = `Each night the timer starts the audit function, which commits a report and
starts the diff function; that sends alerts. Each morning is held to what was
planted.`;

function spreadText({ memoryMb, atOnce }: SpreadRuns): string {
  return `Each night the timer starts the audit function, which cuts the night into
shards and starts the shard function for each. The one that ends last commits a
report and starts the diff function; that sends alerts. Whatever is started is
a process of its own with ${memoryMb} MB and its role's keys, at most ${atOnce} of them at once.
Each morning is held to what was planted.`;
}

export function runsText(runs: SpreadRuns, columns: number): string {
  const { instances, atOnce, memoryMb, peakMb, doubled, refused } = runs;
  const ran = `${amount(instances, "instance")} ran, each a process of its own, at most ${atOnce} at once`;
  const largest = `the largest took ${peakMb} of its ${memoryMb} MB`;
  const mishaps = `${amount(doubled, "start")} ran twice, ${countText(refused)} ${refused === 1 ? "was" : "were"} refused`;
  return `${wrapText(`${ran}; ${largest}. What went wrong on purpose: ${mishaps}.`, columns, "")}\n\n`;
}

interface Planted {
  readonly night: string;
  readonly found: FoundMorning;
  readonly names: Names;
}

export function plantedText({ night, found, names }: Planted, columns: number): string {
  const { jobs, findings, carried, amendments, groups, queues, incidents } = found;
  const facts = [
    amount(jobs, "job"),
    amount(findings.length, "finding"),
    `${amount(groups.length, "group")} compared`,
    `${countText(carried.length)} carried`,
    `${countText(amendments.length)} amended`,
    amount(queues.length, "queue change"),
    `${amount(incidents.length, "incident")}, none other`,
  ];
  const lines = incidents.map((incident) => hangText(incidentText(incident, names), columns, "  "));
  return `As planted in ${night}:\n${wrapText(`${facts.join(", ")}:`, columns, "  ")}\n${lines.join("\n")}\n\n`;
}

function incidentText(
  { change, rule, queueId, tag, code, why, told }: FoundIncident,
  { queueNames, templateNames }: Names,
): string {
  const queue = queueNames.get(queueId ?? "") ?? queueId;
  const place = [queue, tag, code].filter((part) => part !== null).join(" / ");
  const cause =
    why === null
      ? ""
      : `: ${Object.entries(why)
          .map(([attribute, value]) => `${attribute} ${operationTitle(value, templateNames)}`)
          .join(", ")}`;
  return safeText(`${change} ${rule} of ${place}${cause}${told ? "" : " (explained by another, not told)"}`);
}

export function differencesText(night: string, differences: readonly string[]): string {
  return `The morning after ${night} is not what was planted:\n${differences.map((each) => `  - ${each}\n`).join("")}\n`;
}

export interface DemoEnd {
  /** Date of the night to look into. */
  readonly night: string;
  readonly from: string;
  /** That of the one that tells how it went on. */
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
    `alerts list --date ${night}`,
    `show --date ${night} --open`,
    `export --date ${night} --not-recovered --format url-file --out retry.txt`,
    `fetch --date ${night} --out night`,
  ];
  const lines = commands.map((command) => `  ${program} ${command}${config}\n`);
  return `The reports lie in a folder that these read without the emulator:\n${lines.join("")}`;
}
