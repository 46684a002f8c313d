/** Why a job has its verdict, for people: the job, what it was compared with, and every number behind that. */

import { formatDuration } from "../../lib/core/duration.ts";
import { fingerprintsOfRow } from "../../lib/core/fingerprint/row-fingerprints.ts";
import type { Operation } from "../../lib/core/job.ts";
import { localTime, timeInNight } from "../../lib/core/local-time.ts";
import { timeText } from "../../lib/core/numbers-text.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { ThresholdRow } from "../../lib/core/schema/threshold.ts";
import { symptomOf } from "../../lib/core/symptom.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { JobWhy } from "../job-why.ts";
import type { Look } from "./look.ts";
import { hangText } from "./wrap.ts";

export interface WhyFrame {
  readonly manifest: Pick<Manifest, "night" | "family" | "timeZone" | "status">;
  readonly queueNames: ReadonlyMap<string, string>;
}

type Line = readonly [label: string, text: string];

export function jobWhyText(why: JobWhy, frame: WhyFrame, look: Look): string {
  const { strong } = look.colours;
  const sections: readonly (readonly [title: string, lines: readonly Line[]])[] = [
    [titleOf(why, frame), jobLines(why, frame)],
    ["Threshold", thresholdLines(why)],
    ["Failure", failureLines(why)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [strong(safeText(title)), ...lines.map((line) => labelled(line, look))].join("\n"))
    .join("\n\n")
    .concat("\n");
}

export function unknownJobText({ night, family, status }: WhyFrame["manifest"], jobId: string, look: Look): string {
  const whole = "it ended well, was cancelled, was created in another night, or is of a queue that was not asked for";
  const maybe = status === "complete" ? whole : `${whole}; or it lies in a hole, as the report is incomplete`;
  const text = `The report of ${night}, ${family} jobs, has no row of job ${safeText(jobId.slice(0, 80))}: ${maybe}.`;
  return `${hangText(text, look.columns, "")}\n`;
}

const label = 12;

/** Safe, and as wide as the terminal. */
function labelled([name, text]: Line, { columns }: Look): string {
  return hangText(`${name.padEnd(label)}${safeText(text)}`, columns, "  ");
}

const rowWords = {
  "job-audit/finding/v1": "a finding",
  "job-audit/carried/v1": "a carried job",
  "job-audit/amendment/v1": "an amendment",
  "job-audit/open-job/v1": "an open job",
} as const;

function titleOf({ row }: JobWhy, { manifest: { night, family } }: WhyFrame): string {
  return `Job ${row.jobId} of ${"night" in row ? row.night : night}, ${family} jobs`;
}

function jobLines({ row, verdict, age }: JobWhy, { manifest, queueNames }: WhyFrame): readonly Line[] {
  const { timeZone, night } = manifest;
  const timeOf = (instant: string) => timeInNight(instant, timeZone, "night" in row ? row.night : night);
  const reason = "reason" in row ? row.reason : "nothing is wrong with it yet";
  const ended = "endedAt" in row ? row.endedAt : null;
  const lines: readonly (Line | null)[] = [
    ["told as", `${rowWords[row.schema]} of ${night}`],
    ["verdict", `${verdict ?? "none"}: ${reason}`],
    ["state", "seen" in row && !row.seen ? `${row.state}, as it was known: it could not be seen again` : row.state],
    ["queue", `${queueNames.get(row.queueId) ?? row.queueId}, tag ${row.tag}, in ${row.bucket}`],
    ["object", row.input?.object ?? "none is told"],
    ["operation", operationText(row.operation)],
    ["created", timeOf(row.createdAt)],
    row.startedAt === null ? null : ["started", timeOf(row.startedAt)],
    "retriedBy" in row && row.retriedBy ? ["retried", `${row.retriedBy.jobId} did the same work since`] : null,
    ended === null ? null : ["ended", timeOf(ended)],
    age && [
      "age",
      `${age.phase === "run" ? "ran" : "waited"} for ${timeText(age.ms)} at ${localTime(age.asOf, timeZone)}, as of when the night is judged`,
    ],
  ];
  return lines.filter((line) => line !== null);
}

/** A template by its name and id. Old rows of open jobs tell none. */
function operationText(operation: Operation | null | undefined): string {
  if (operation == null) return "none is told";
  const { templateId, templateName, rule } = operation;
  const template = templateName && templateId ? `${templateName} (${templateId})` : (templateName ?? templateId);
  return [template, rule].filter((part) => part).join(", ");
}

const sourceWords = {
  configured: "configured for all queues",
  queue: "set for this queue",
  learned: "learned",
  floor: "learned, and raised to the floor",
} as const;

function thresholdLines({ age }: JobWhy): readonly Line[] {
  if (age === null) return [];
  const { threshold, ms } = age;
  if (threshold === null) return [["used", "as configured for that night; settings of now may be others"]];
  const compared = ms > threshold.usedMs ? "the job is over it" : "the job is not over it";
  const used: Line = ["used", `${formatDuration(threshold.usedMs)}, ${sourceWords[threshold.source]}; ${compared}`];
  return "schema" in threshold ? [used, ...evidenceLines(threshold)] : [used];
}

function evidenceLines(row: ThresholdRow): readonly Line[] {
  const { reason, quantile, quantileMs, factor, floorMs, minJobs, events, censored, nights } = row;
  const seen = row.phase === "wait" ? "waited still" : "ran still";
  const of = nights.length === 0 ? "no night" : `${amount(nights.length, "night")}: ${nights.join(", ")}`;
  return [
    ["because", reason],
    ["quantile", `${quantile}: ${quantileMs === null ? "not reached" : `${timeText(quantileMs)} (${quantileMs} ms)`}`],
    ["seen", `${amount(events, "duration")}; ${amount(censored, "job")} that ${seen}`],
    ["from", of],
    [
      "rule",
      `${factor} times the quantile, at least ${formatDuration(floorMs)}, of ${countText(minJobs)} durations or more`,
    ],
  ];
}

function failureLines({ row, group, change }: JobWhy): readonly Line[] {
  if (row.schema === "job-audit/open-job/v1" || row.verdict === null || row.verdict.startsWith("stuck")) return [];
  const { code, message } = symptomOf({ ...row, verdict: row.verdict });
  const lines: readonly Line[] = [
    ["code", code || "none"],
    ["message", message || "none"],
    ["fingerprint", fingerprintsOfRow(row).join(", ")],
  ];
  if (group === null) return lines;
  const others = `${amount(group.jobs, "job")} of this kind in the scope, ${group.overGrouped ? "maybe of several kinds" : "the first ids"}: ${group.samples.join(", ")}`;
  return [...lines, ["group", others], ["is it new", newText(change)]];
}

function newText(change: JobWhy["change"]): string {
  if (change === null) return "not known: there is no diff of this report";
  const { baselineState, baseline, before, firstSeen } = change;
  const was = before === null ? "not known" : countText(before);
  const against = baseline === null ? "there is no night to compare with" : `${was} in ${baseline}`;
  return `${baselineState}; ${against}; first seen in ${firstSeen}`;
}
