/** A probe for people: its answers, how far back each scope reaches, what to see to, and what audits make of it. */

import { daysText } from "../../lib/core/days-text.ts";
import { formatDuration } from "../../lib/core/duration.ts";
import { localTime } from "../../lib/core/local-time.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { ProbeAnswers, QuestionName, ValueOf } from "../../lib/core/schema/probe.ts";
import { amount, placeText } from "../../lib/core/words.ts";
import type { LoadedApp } from "../load-app.ts";
import { cappedLines } from "./capped-lines.ts";
import type { Look } from "./look.ts";
import { permissionText } from "./permission-text.ts";
import type { ProbeObject } from "./probe-object.ts";
import { type Column, tableText } from "./table.ts";
import { hangText, wrapText } from "./wrap.ts";

const mostProblems = 10;

const labels: Readonly<Record<QuestionName, string>> = {
  bounds: "ends of a span",
  timeForms: "forms of time",
  oldestListed: "oldest job listed",
  retention: "jobs are kept",
  loss: "jobs at risk",
  pageSize: "jobs a page",
  lookupIds: "ids a look-up",
  unifiedList: "lists agree",
  tokenLife: "token lives",
  rate: "asks for less",
};

export function probeText(
  probe: ProbeObject,
  { settings: { timeZone } }: Pick<LoadedApp, "settings">,
  look: Look,
): string {
  const { family, measuredAt, requests, answers, key, location } = probe;
  const sections = [
    `${look.colours.strong(`Probe of ${family} jobs, ${localTime(measuredAt, timeZone)} ${timeZone}`)}\n  ${amount(requests, "question")}, evidence in the file below\n`,
    ...(probe.holes.length === 0 ? [] : [holesText(probe.holes, look)]),
    `${labelled(answers, timeZone, look)}\n`,
    oldestText(answers.oldestListed.value, { timeZone, measuredAt }, look),
    failuresText(answers.oldestListed.evidence, look),
    deniedText(probe, look),
    probe.warnings.map(({ text }) => `${hangText(safeText(`Warning: ${text}`), look.columns, "")}\n`).join(""),
    settingsText(probe),
    `Kept as\n  ${safeText(`${location}/${key}`)}\n`,
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function holesText(holes: ProbeObject["holes"], look: Look): string {
  const lines = holes.map(({ region, bucket, cause, detail }) => {
    const head = hangText(`${placeText({ region, bucket })}, ${cause}`, look.columns, "  ");
    return `${head}\n${wrapText(safeText(detail), look.columns, "    ")}`;
  });
  const result = look.colours.bad(`INCOMPLETE: ${amount(holes.length, "list")} could not be read`);
  return `${[result, ...cappedLines(lines, mostProblems, "; --json has all")].join("\n")}\n`;
}

const labelWidth = 20;

/** An answer tells times as it is kept. */
const instants = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;

function labelled(answers: ProbeAnswers, timeZone: string, { columns }: Look): string {
  const lines = (Object.keys(labels) as QuestionName[]).map((name) => {
    const { answer, reason } = answers[name];
    const told =
      reason === null ? answer.replace(instants, (time) => localTime(time, timeZone)) : `${answer}: ${reason}`;
    const text = safeText(told);
    return `  ${labels[name]}`.padEnd(labelWidth) + wrapText(text, columns, " ".repeat(labelWidth)).slice(labelWidth);
  });
  return lines.join("\n");
}

type OldestRow = ValueOf<"oldestListed">["scopes"][number];

interface Frame {
  readonly timeZone: string;
  readonly measuredAt: string;
}

const outcomeWords = { job: "", "no-job": "no job", refused: "refused", unknown: "not told" };

function oldestText(value: ValueOf<"oldestListed"> | null, { timeZone, measuredAt }: Frame, look: Look): string {
  if (value === null) return "";
  const columns: readonly Column<OldestRow>[] = [
    { title: "bucket", value: ({ bucket }) => bucket, least: 10 },
    { title: "queue", value: ({ queueId }) => queueId, least: 8 },
    { title: "tag", value: ({ tag }) => tag, least: 8 },
    {
      title: "oldest job",
      value: ({ createdAt, outcome }) => (createdAt === null ? outcomeWords[outcome] : localTime(createdAt, timeZone)),
    },
    {
      title: "age",
      value: ({ createdAt }) => (createdAt === null ? "-" : ageText(createdAt, measuredAt)),
      align: "right",
    },
  ];
  return tableText(columns, value.scopes, look, "  ");
}

/** Why a scope in the table is `refused` or `not told`. */
function failuresText(evidence: ProbeAnswers["oldestListed"]["evidence"], { columns }: Look): string {
  const lines = evidence
    .filter(({ outcome }) => outcome !== "answered")
    .map(({ asked, status, code, reason }) => {
      const seen = reason ?? [status, code].filter((fact) => fact !== null).join(" ");
      return hangText(safeText(`${asked}: ${seen}`), columns, "  ");
    });
  if (lines.length === 0) return "";
  return `${["Not answered", ...cappedLines(lines, mostProblems, "; the file has all")].join("\n")}\n`;
}

/** Lists that were denied, and questions on the jobs of a scope: all of these are asked by audits too. */
function deniedText({ holes, answers }: ProbeObject, { columns }: Look): string {
  const { oldestListed, lookupIds } = answers;
  const evidence = [...oldestListed.evidence, ...lookupIds.evidence].filter(({ outcome }) => outcome === "denied");
  const questions = evidence.map(({ reason }) => {
    return { cause: "access-denied", bucket: "", queueId: "", detail: reason ?? "" };
  });
  const denied = [...holes, ...questions];
  const text = permissionText(denied, columns, "");
  return text === null ? "" : `${text}\n`;
}

function ageText(createdAt: string, measuredAt: string): string {
  return daysText(Date.parse(measuredAt) - Date.parse(createdAt));
}

function settingsText({ settings: { lookupIds, assumedRetentionMs } }: ProbeObject): string {
  const lines = [
    "Audits go by",
    `  lookupIds         ${lookupIds}`,
    `  assumedRetention  ${assumedRetentionMs % 1000 === 0 ? formatDuration(assumedRetentionMs) : daysText(assumedRetentionMs)}`,
  ];
  return `${lines.join("\n")}\n`;
}
