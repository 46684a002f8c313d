/**
 * A committed report as an operator wants it in the morning.
 *
 * What could not be read comes first: everything below it is only as good as that.
 */

import { localTime } from "../../lib/core/local-time.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { amount, placeText } from "../../lib/core/words.ts";
import type { AuditResult } from "../../lib/usecases/audit/audit-night.ts";
import type { Overview } from "../overview.ts";
import { configWords } from "../program-name.ts";
import { cappedLines } from "./capped-lines.ts";
import { countsText } from "./counts-text.ts";
import { holeLines, holeTime } from "./holes-text.ts";
import { kindsText } from "./kinds-text.ts";
import { type Look, plainLook } from "./look.ts";
import { permissionText } from "./permission-text.ts";
import { shortFingerprint } from "./short-fingerprint.ts";
import { hangText } from "./wrap.ts";

export interface ReportTextRequest extends Overview {
  readonly result: AuditResult;
  /** Of the store. */
  readonly location: string;
  /** The settings file that leads to the store. */
  readonly config: string;
  readonly look?: Look;
  /** What the commands that are shown begin with. */
  readonly program?: string;
}

export interface ReportContent extends Overview {
  readonly manifest: Manifest;
  readonly look: Look;
  /** The command that prints every hole. */
  readonly allHoles: string;
  /** What the span is called; a night's unless told otherwise. */
  readonly whole?: string;
}

const mostHoles = 10;
const mostNotes = 10;

export function reportText(request: ReportTextRequest): string {
  const { result, config, look = plainLook, program = "job-audit" } = request;
  const { manifest } = result;
  const allHoles = `${program} run --date ${manifest.night} --json${configWords(config)}`;
  const sections = [
    titleText(result, look),
    ...contentSections({ ...request, manifest, look, allHoles }),
    earlierText(manifest, look),
    remarksText(manifest, look),
    whereText(request),
  ];
  return sections.filter((section) => section !== null).join("\n");
}

/** Holes, counts and kinds of findings, of a night or of any other span that was audited. */
export function contentSections(content: ReportContent): readonly (string | null)[] {
  const { manifest, kinds, findings, look } = content;
  return [
    manifest.holes.length > 0 ? holesText(content) : null,
    countsText(manifest, findings, look),
    kinds.length > 0 ? kindsText(content, look) : null,
  ];
}

function titleText({ manifest, already }: AuditResult, look: Look): string {
  const { family, night, timeZone, asOf, revision } = manifest;
  const lines = [
    look.colours.strong(`Night of ${night}, ${family} jobs`),
    statusLine(manifest, "every job of the night was read", look),
    `  judged as of ${localTime(asOf, timeZone)} ${timeZone}`,
    already ? `  committed before, as revision ${revision}: this is that report` : null,
  ];
  return `${lines.filter((line) => line !== null).join("\n")}\n`;
}

export function statusLine({ status, scopes, holes }: Manifest, complete: string, { colours }: Look): string {
  if (status === "incomplete") {
    return `  ${colours.bad(`INCOMPLETE: ${amount(holes.length, "hole")}; the counts are of what could be read`)}`;
  }
  if (scopes.length > 0) return `  ${colours.good(`complete: ${complete}`)}`;
  return `  ${colours.bad("nothing to read: no queue was found; check regions and buckets in the settings")}`;
}

function holesText({ manifest, look, allHoles, whole }: ReportContent): string {
  const lines = manifest.holes.map((hole) => holeLines(hole, holeTime(hole, manifest, whole), look));
  const all = `; all of them:\n    ${allHoles}`;
  const permission = permissionText(manifest.holes, look.columns, "  ");
  const heading = look.colours.bad("Holes");
  return `${[heading, ...cappedLines(lines, mostHoles, all), permission].filter((line) => line !== null).join("\n")}\n`;
}

/** What became of open jobs of the nights before, in a line each. */
function earlierText({ files }: Manifest, { colours }: Look): string | null {
  const rowsOf = (name: string) =>
    files.filter(({ dataset }) => dataset === name).reduce((sum, { rows }) => sum + rows, 0);
  const [carried, amended] = [rowsOf("carried"), rowsOf("amendments")];
  const lines = [
    carried > 0
      ? `  ${amount(carried, "job")} still stuck or held, or in an unknown state (show --what carried)`
      : null,
    amended > 0 ? `  ${amount(amended, "job")} changed since (show --what amendments)` : null,
  ];
  const told = lines.filter((line) => line !== null);
  return told.length === 0 ? null : `${[colours.strong("Open jobs of earlier nights"), ...told].join("\n")}\n`;
}

export function remarksText({ notes, excluded }: Manifest, { colours, columns }: Look): string | null {
  const remarks = [...notes.map(noteText), ...excluded.map(exclusionText)];
  const lines = remarks.map((remark) => hangText(remark, columns, "  "));
  if (lines.length === 0) return null;
  return `${[colours.strong("Notes"), ...cappedLines(lines, mostNotes, "")].join("\n")}\n`;
}

/** A note on no place in particular is on all of them. */
function noteText({ note, ...place }: Manifest["notes"][number]): string {
  return place.region === "*" ? safeText(note) : `${placeText(place)}: ${safeText(note)}`;
}

export function excludedText(excluded: readonly Manifest["excluded"][number][], { columns }: Look): string {
  return excluded.map((each) => `${hangText(exclusionText(each), columns, "")}\n`).join("");
}

function exclusionText({ bucket, queueId, reason }: Manifest["excluded"][number]): string {
  return safeText(`${queueId === null ? bucket : `${bucket} / ${queueId}`}: excluded by settings, ${reason}`);
}

/** What is to be copied has a line of its own, however long it is. */
function whereText({ result, location, config, kinds, program = "job-audit" }: ReportTextRequest): string {
  const { key, manifest } = result;
  const of = (command: string) => `  ${program} ${command} --date ${manifest.night}${configWords(config)}`;
  const repair = manifest.status === "complete" ? [] : ["Read the holes again:", of("run --repair")];
  const [largest] = kinds;
  const ofLargest = largest && `${of("show")} --group ${shortFingerprint(largest.fingerprint)}`;
  const lines = [
    "Report:",
    `  ${safeText(location)}/${key}`,
    ...repair,
    "Look in:",
    of("show"),
    ofLargest,
    "Changes:",
    of("diff"),
  ];
  return lines.map((line) => (line === undefined ? "" : `${line}\n`)).join("");
}
