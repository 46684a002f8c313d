/** Whether a morning's reports tell what happened, no more and no less. */

import { compareGroups, type FoundGroup } from "./compare-groups.ts";
import { compareIncidents, type FoundIncident } from "./compare-incidents.ts";
import { compareWithTruth, type Found } from "./compare-with-truth.ts";
import type { NightTruth } from "./night-truth.ts";

/** As read from the reports; the order of rows does not matter, and rows may hold more than is compared. */
export interface FoundMorning extends Found {
  readonly carried: readonly FoundCarried[];
  readonly amendments: readonly FoundAmendment[];
  readonly groups: readonly FoundGroup[];
  /** Ids of this night's jobs. */
  readonly failedAgain: readonly string[];
  readonly recovered: readonly string[];
  readonly queues: readonly { readonly queueId: string; readonly change: string }[];
  readonly worse: number;
  readonly incidents: readonly FoundIncident[];
}

interface FoundCarried {
  readonly jobId: string;
  readonly night: string;
  readonly verdict: string;
}

interface FoundAmendment {
  readonly jobId: string;
  readonly night: string;
  readonly change: string;
  readonly state: string;
  readonly verdict: string | null;
}

const shown = 3;

/** One text for each difference; of many of a kind the first few, and how many more. */
export function compareMorning(truth: NightTruth, found: FoundMorning): string[] {
  return [
    ...few(compareWithTruth(truth, found)),
    ...few(compareRows("carried", truth.carried.map(carriedText), found.carried.map(carriedText))),
    ...few(compareRows("amended", truth.amendments.map(amendmentText), found.amendments.map(amendmentText))),
    ...few(compareGroups(truth.groups, found.groups)),
    ...few(compareRows("failed again", truth.failedAgain, found.failedAgain)),
    ...few(compareRows("recovered", truth.recovered, found.recovered)),
    ...few(compareRows("a queue's change", truth.queues.map(queueText), found.queues.map(queueText))),
    ...few(compareIncidents(truth.incidents, found.incidents)),
    ...(truth.worse === found.worse ? [] : [`${truth.worse} lines got worse, and ${found.worse} were told`]),
  ];
}

function few(differences: readonly string[]): readonly string[] {
  const more = differences.length - shown;
  return more > 0 ? [...differences.slice(0, shown), `and ${more} more like these`] : differences;
}

/** Equal rows are told apart by how often they occur. */
function compareRows(what: string, planted: readonly string[], found: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const row of planted) left.set(row, (left.get(row) ?? 0) + 1);
  for (const row of found) left.set(row, (left.get(row) ?? 0) - 1);
  return [...left].flatMap(([row, count]) => {
    if (count === 0) return [];
    return [count > 0 ? `${what}: ${row}, and was not told` : `${what}: ${row} was told, and is not so`];
  });
}

function carriedText({ jobId, night, verdict }: FoundCarried): string {
  return `job ${jobId} of ${night} is ${verdict} still`;
}

function amendmentText({ jobId, night, change, state, verdict }: FoundAmendment): string {
  return `job ${jobId} of ${night} ${change} as ${state}, ${verdict ?? "nothing wrong"}`;
}

function queueText({ queueId, change }: FoundMorning["queues"][number]): string {
  return `${queueId} ${change}`;
}
