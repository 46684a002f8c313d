/** What a line of the diff comes to on a card: before, after, and what was expected. */

import { percentText, timeText } from "../numbers-text.ts";
import type { Regression } from "../schema/regression.ts";
import { countText } from "../words.ts";
import { plainText } from "./plain-text.ts";
import type { CardWords, ShownRate } from "./words/card-words.ts";

type Of<Kind extends Regression["kind"]> = Extract<Regression, { readonly kind: Kind }>;
type Failures = { readonly failed: number; readonly ended: number };

const longestName = 80;
const longestMessage = 120;

export function evidenceLines(row: Regression, words: CardWords): readonly string[] {
  switch (row.kind) {
    case "spike":
      return spikeLines(row, words);
    case "drift":
      return [rateLine(row, words), words.creeping(row.since, row.nights)];
    case "rate":
      return [rateLine(row, words)];
    case "slow":
      return [quantileLine(row.phase, row.quantile.slice(0, 3), [row.before, row.after], words)];
    case "duration":
      return [quantileLine(row.phase, "p90", [row.before?.p90Ms ?? null, row.after?.p90Ms ?? null], words)];
    case "group":
      return groupLines(row, words);
    case "carried":
      return [words.jobs(row.jobs) + words.colon + words.outcome[row.outcome], words.oldest(minuteText(row.oldest))];
    case "input":
      return [...symptomLines(row.code, ""), words.failedAgain(plainText(row.input?.object ?? row.jobId, longestName))];
    case "queue":
      return queueLines(row, words);
    case "coverage":
      return coverageLines(row, words);
  }
}

function spikeLines(row: Of<"spike">, words: CardWords): readonly string[] {
  const { before, after, expected, provisional, nights } = row;
  return [
    ...symptomLines(row.code ?? "", row.message ?? ""),
    arrow(percent(before, words), percent(after, words)),
    words.failed(shown(after), expected === null ? null : roundText(expected)),
    ...(provisional ? [words.provisional(nights.length)] : []),
  ];
}

function groupLines(row: Of<"group">, words: CardWords): readonly string[] {
  const jobsText = (jobs: number | null) => (jobs === null ? "?" : countText(jobs));
  return [
    ...symptomLines(row.code, row.message),
    words.jobsBeforeAfter(jobsText(row.before), jobsText(row.after)),
    words.firstSeen(row.firstSeen),
  ];
}

/** Both are the service's words. */
function symptomLines(code: string, message: string): readonly string[] {
  const parts = [plainText(code, longestName), plainText(message, longestMessage)];
  return [parts.filter((part) => part !== "").join(": ")].filter((line) => line !== "");
}

function queueLines({ change, before, after }: Of<"queue">, words: CardWords): readonly string[] {
  const values = [before, after].map((value) => (value === null ? null : plainText(value, longestName)));
  const [was, is] = values.map((value) => value ?? "-");
  return [words.queueChange[change], ...(values.every((value) => value === null) ? [] : [arrow(was, is)])];
}

function coverageLines({ before, after, holes }: Of<"coverage">, words: CardWords): readonly string[] {
  const line = arrow(words.coverage[before], words.coverage[after]);
  return [line, ...(holes === 0 ? [] : [words.holes(holes)])];
}

function rateLine({ before, after }: Pick<Of<"rate">, "before" | "after">, words: CardWords): string {
  const line = arrow(percent(before, words), percent(after, words));
  return after === null ? line : `${line}${words.comma}${words.failed(shown(after), null)}`;
}

type Bound = number | null;

function quantileLine(phase: "wait" | "run", name: string, bounds: readonly [Bound, Bound], words: CardWords): string {
  const [before, after] = bounds.map((ms) => (ms === null ? words.unknown : timeText(ms)));
  return `${words.phase[phase]} ${name}${words.colon}${arrow(before, after)}`;
}

function arrow(before: string | undefined, after: string | undefined): string {
  return `${before} → ${after}`;
}

function shown({ failed, ended }: Failures): ShownRate {
  return { failed: countText(failed), ended: countText(ended) };
}

function percent(rate: Failures | null, words: CardWords): string {
  return rate === null || rate.ended === 0 ? words.unknown : percentText(rate.failed / rate.ended);
}

function roundText(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, "") : countText(Math.round(value));
}

/** `2026-11-20 14:03 UTC`. */
function minuteText(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
