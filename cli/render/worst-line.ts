/** One thing that got worse, as a sentence. */

import type { Regression } from "../../lib/core/schema/regression.ts";
import { shareText, timeText } from "./numbers-text.ts";
import { amount } from "./words.ts";

type Of<Kind extends Regression["kind"]> = Extract<Regression, { readonly kind: Kind }>;

/** Not yet safe to show: it holds names and texts of the service. */
export function worstLine(row: Regression, queueNames: ReadonlyMap<string, string>): string {
  const queue = queueNames.get(row.queueId) ?? row.queueId;
  return row.kind === "queue" ? `${row.name ?? queue}: ${queueWords(row)}` : `${queue} / ${row.tag}: ${wordsOf(row)}`;
}

function wordsOf(row: Exclude<Regression, Of<"queue">>): string {
  switch (row.kind) {
    case "group":
      return groupWords(row);
    case "carried":
      return `${amount(row.jobs, "job")} of ${row.nights.join(", ")}: ${outcomeWords(row)}`;
    case "input":
      return `${row.input?.object ?? row.jobId} ${row.outcome.replace("-", " ")} (${row.code})`;
    case "rate":
      return `${row.operation === null ? "" : `${row.operation}: `}${rateWords(row)}`;
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

function outcomeWords({ outcome }: Of<"carried">): string {
  return outcome === "not-seen" ? "could not be seen again" : outcome;
}

function rateWords({ before, after }: Of<"rate">): string {
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
