/** What is committed, night by night, as a table in which a gap stands out. */

import type { Look } from "./look.ts";
import type { NightObject, NightsObject } from "./nights-object.ts";
import { safeText } from "./safe-text.ts";
import { type Column, fitTable } from "./table.ts";
import { countText } from "./words.ts";

const stuckVerdicts = ["stuck.queued", "stuck.running"];

const columns: readonly Column<NightObject>[] = [
  { title: "night", value: ({ night }) => night },
  { title: "state", value: ({ status }) => stateWords[status], least: 10 },
  { title: "rev", value: ({ revision }) => countOrDash(revision), align: "right" },
  { title: "jobs", value: ({ jobs }) => countOrDash(jobs), align: "right" },
  { title: "failed", value: (night) => verdictCount(night, ["failed"]), align: "right" },
  { title: "stuck", value: (night) => verdictCount(night, stuckVerdicts), align: "right" },
  { title: "other", value: (night) => otherCount(night), align: "right" },
  { title: "holes", value: ({ holes }) => countOrDash(holes), align: "right" },
  { title: "worse", value: ({ diff }) => countOrDash(diff?.worse ?? null), align: "right" },
];

const stateWords = {
  complete: "complete",
  incomplete: "INCOMPLETE",
  missing: "not committed",
  damaged: "DAMAGED",
} satisfies Record<NightObject["status"], string>;

const legend = "other: held, vanished, hidden failures …; worse: what got worse by its diff.";

/** `auditOf` is the command that audits the night of a date. */
export function nightsText(object: NightsObject, auditOf: (date: string) => string, look: Look): string {
  const { family, location, from, to, nights } = object;
  const { colours } = look;
  const table = fitTable(columns, nights, look);
  const lines = nights.flatMap((night) => table.lines([night]).map((line) => paint(night, line, look)));
  const text = [
    colours.strong(`Nights of ${family} jobs, ${from} to ${to}`),
    `in ${safeText(location)}`,
    "",
    table.head,
    ...lines,
    "",
    ...damageLines(nights),
    ...gapLines(object, auditOf),
    legend,
  ];
  return `${text.join("\n")}\n`;
}

function paint({ status }: NightObject, line: string, { colours }: Look): string {
  if (status === "missing") return colours.faint(line);
  return status === "complete" ? line : colours.bad(line);
}

function damageLines(nights: readonly NightObject[]): readonly string[] {
  return nights.flatMap(({ night, problem }) => (problem === null ? [] : [safeText(`${night}: ${problem}`)]));
}

/** Nights before the first committed one are no gap. */
function gapLines({ nights, to }: NightsObject, auditOf: (date: string) => string): readonly string[] {
  const first = nights.findIndex(({ status }) => status !== "missing");
  if (first === -1) return [`None of these nights is committed: \`${auditOf(to)}\` audits the last.`];
  const [gap, ...more] = nights.slice(first).filter(({ status }) => status === "missing");
  if (gap === undefined) return [];
  const count = more.length === 0 ? "1 night in between is" : `${countText(more.length + 1)} nights in between are`;
  return [`${count} not committed: \`${auditOf(gap.night)}\` audits the first.`];
}

function verdictCount({ status, byVerdict }: NightObject, verdicts: readonly string[]): string {
  if (status !== "complete" && status !== "incomplete") return dash;
  return countText(verdicts.reduce((sum, verdict) => sum + (byVerdict[verdict] ?? 0), 0));
}

function otherCount(night: NightObject): string {
  const shown = ["failed", ...stuckVerdicts];
  return verdictCount(
    night,
    Object.keys(night.byVerdict).filter((verdict) => !shown.includes(verdict)),
  );
}

const dash = "–";

function countOrDash(count: number | null): string {
  return count === null ? dash : countText(count);
}
