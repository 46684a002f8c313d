/** What is committed, night by night, as a table in which a gap stands out. */

import { safeText } from "../../lib/core/safe-text.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { Look } from "./look.ts";
import type { NightObject, NightsObject } from "./nights-object.ts";
import { type Column, fitTable } from "./table.ts";
import { hangText, wrapText } from "./wrap.ts";

const stuckVerdicts = ["stuck.queued", "stuck.running"];

const columns: readonly Column<NightObject>[] = [
  { title: "night", value: ({ night }) => night },
  { title: "state", value: ({ status }) => stateWords[status] },
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
    wrapText(legend, look.columns, ""),
    ...damageLines(nights, look),
    ...gapLines(object, auditOf),
  ];
  return `${text.join("\n")}\n`;
}

function paint({ status }: NightObject, line: string, { colours }: Look): string {
  if (status === "missing") return colours.faint(line);
  return status === "complete" ? line : colours.bad(line);
}

function damageLines(nights: readonly NightObject[], { columns }: Look): readonly string[] {
  return nights.flatMap(({ night, problem }) =>
    problem === null ? [] : [hangText(safeText(`${night}: ${problem}`), columns, "")],
  );
}

/** Nights before the first committed one are no gap, and those after the last one are only not committed yet. */
function gapLines({ nights, to }: NightsObject, auditOf: (date: string) => string): readonly string[] {
  const isThere = ({ status }: NightObject) => status !== "missing";
  const first = nights.findIndex(isThere);
  if (first === -1) return ["None of these nights is committed; this audits the last:", `  ${auditOf(to)}`];
  const last = nights.findLastIndex(isThere);
  const gaps = nights.slice(first, last).filter((night) => !isThere(night));
  return [
    ...missingLines(gaps, ["in between", "not committed"], auditOf),
    ...missingLines(nights.slice(last + 1), ["at the end", "not committed yet"], auditOf),
  ];
}

/** The command has a line of its own, to be copied. */
function missingLines(
  missing: readonly NightObject[],
  [where, what]: readonly [where: string, what: string],
  auditOf: (date: string) => string,
): readonly string[] {
  const [night] = missing;
  if (night === undefined) return [];
  const [verb, object] = missing.length === 1 ? ["is", "it"] : ["are", "the first"];
  return [
    `${amount(missing.length, "night")} ${where} ${verb} ${what}; this audits ${object}:`,
    `  ${auditOf(night.night)}`,
  ];
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
