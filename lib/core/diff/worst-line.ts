/** One thing that got worse, as a sentence. */

import { type NamesById, noNames, operationTitle } from "../names.ts";
import { shareText, timeText } from "../numbers-text.ts";
import type { Regression } from "../schema/regression.ts";
import { amount } from "../words.ts";

type Of<Kind extends Regression["kind"]> = Extract<Regression, { readonly kind: Kind }>;

/** Not yet safe to show, as all that follows: it holds names and texts of the service. */
export function worstLine(row: Regression, queueNames: NamesById, templateNames = noNames): string {
  return `${worstSubject(row, queueNames)}: ${worstWords(row, templateNames)}`;
}

/** What got worse. */
export function worstSubject(row: Regression, queueNames: NamesById): string {
  const queue = queueNames.get(row.queueId) ?? row.queueId;
  return row.kind === "queue" ? (row.name ?? queue) : `${queue} / ${row.tag}`;
}

/** How it got worse. Templates are told by their names, where these are known. */
export function worstWords(row: Regression, templateNames = noNames): string {
  switch (row.kind) {
    case "queue":
      return queueWords(row);
    case "group":
      return groupWords(row);
    case "carried":
      return `${amount(row.jobs, "job")} of ${row.nights.join(", ")}: ${outcomeWords(row)}`;
    case "input":
      return `${row.input?.object ?? row.jobId} ${row.outcome.replace("-", " ")} (${row.code})`;
    case "spike":
      return spikeWords(row, templateNames);
    case "drift":
      return `failures creep up since ${row.since}: ${rateWords(row)}`;
    case "slow":
      return `jobs ${row.phase} ${timeText(row.after)} (${row.quantile.slice(0, 3)}), usually ${timeText(row.before)}`;
    case "rate":
      return `${row.operation === null ? "" : `${operationTitle(row.operation, templateNames)}: `}${rateWords(row)}`;
    case "duration":
      return `jobs ${durationWords(row)}`;
    case "coverage":
      return `${row.after === "gone" ? "its queue is gone" : row.after}, was ${row.before}`;
  }
}

function groupWords({ baselineState, code, verdict, before, after, firstSeen }: Of<"group">): string {
  const jobs = after === null ? "jobs" : amount(after, "job");
  const kind = code === "" ? verdict : `${verdict} with ${code}`;
  if (baselineState === "new") return `new: ${jobs} ${kind}`;
  if (baselineState === "regressed") return `back, first seen ${firstSeen}: ${jobs} ${kind}`;
  return `${jobs} ${kind}${before === null ? "" : `, ${before} before`}`;
}

function spikeWords({ operation, code, after, expected }: Of<"spike">, templateNames: NamesById): string {
  const title = operation === null ? null : operationTitle(operation, templateNames);
  const subject = [title, code].filter((each) => each !== null).join(" ");
  const usual = expected === null ? "" : `, ${Math.round(expected)} expected`;
  return `spike: ${subject === "" ? "" : `${subject}: `}${amount(after.failed, "job")} failed${usual}`;
}

function outcomeWords({ outcome }: Of<"carried">): string {
  return outcome === "not-seen" ? "could not be seen again" : outcome;
}

function rateWords({ before, after }: Pick<Of<"rate">, "before" | "after">): string {
  const now = after === null ? "unknown" : `${shareText(after)} failed`;
  return before === null ? now : `${now}, before ${shareText(before)}`;
}

function durationWords({ phase, before, after }: Of<"duration">): string {
  const now = after === null ? "unknown" : timeText(after.p90Ms);
  return `${phase} ${now} (p90)${before === null ? "" : `, before ${timeText(before.p90Ms)}`}`;
}

const queueSentences: Readonly<Partial<Record<Of<"queue">["change"], string>>> = {
  paused: "was paused",
  gone: "is gone",
  "callback-off": "its callback was switched off",
};

function queueWords({ change, before, after }: Of<"queue">): string {
  return queueSentences[change] ?? `${change}: ${before ?? "-"} → ${after ?? "-"}`;
}
