/** What came of several nights: one line each. */

import { amount, countText } from "../../lib/core/words.ts";
import type { NightOutcome } from "../run-nights.ts";
import type { Look } from "./look.ts";
import { type Column, tableText } from "./table.ts";

const columns: readonly Column<NightOutcome>[] = [
  { title: "night", value: ({ night }) => night },
  { title: "family", value: ({ family }) => family },
  { title: "report", value: ({ manifest, missing }) => manifest?.status ?? (missing ? "not committed" : "FAILED") },
  { title: "holes", value: ({ manifest }) => countOrDash(manifest?.holes.length), align: "right" },
  { title: "jobs", value: ({ manifest }) => countOrDash(manifest?.jobs), align: "right" },
  { title: "findings", value: ({ manifest }) => countOrDash(manifest && findingsOf(manifest)), align: "right" },
];

export function rangeText(outcomes: readonly NightOutcome[], asked: readonly string[], look: Look): string {
  const done = new Set(outcomes.map(({ night }) => night)).size;
  const of = done === asked.length ? amount(done, "night") : `${countText(done)} of ${amount(asked.length, "night")}`;
  const heading = look.colours.strong(`${of}, ${asked.at(0)} to ${asked.at(-1)}`);
  return `${heading}\n${outcomes.length === 0 ? "" : tableText(columns, outcomes, look, "  ")}`;
}

function findingsOf({ byVerdict }: NonNullable<NightOutcome["manifest"]>): number {
  return Object.values(byVerdict).reduce((sum, count) => sum + count, 0);
}

function countOrDash(count: number | null | undefined): string {
  return count == null ? "-" : countText(count);
}
