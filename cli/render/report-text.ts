/**
 * A committed report as an operator wants it in the morning.
 *
 * What could not be read comes first: everything below it is only as good as that.
 */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { AuditResult } from "../../lib/usecases/audit/audit-night.ts";
import type { Overview } from "../overview.ts";
import { configWords } from "../program-name.ts";
import { countsText } from "./counts-text.ts";
import { groupsText, shortFingerprint } from "./groups-text.ts";
import { holeLines, holeTime } from "./holes-text.ts";
import { localTime } from "./local-time.ts";
import { type Look, plainLook } from "./look.ts";
import { safeText } from "./safe-text.ts";
import { amount, cappedLines, placeText } from "./words.ts";

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

const mostHoles = 10;
const mostNotes = 10;

export function reportText(request: ReportTextRequest): string {
  const { result, groups, findings, look = plainLook } = request;
  const { manifest } = result;
  const sections = [
    titleText(result, look),
    manifest.holes.length > 0 ? holesText(request, look) : null,
    countsText(manifest, findings, look),
    groups.length > 0 ? groupsText(groups, look) : null,
    remarksText(manifest, look),
    whereText(request),
  ];
  return sections.filter((section) => section !== null).join("\n");
}

function titleText({ manifest, already }: AuditResult, { colours }: Look): string {
  const { family, night, timeZone, asOf, revision } = manifest;
  const complete =
    manifest.scopes.length === 0
      ? colours.bad("nothing to read: no queue was found; check regions and buckets in the settings")
      : colours.good("complete: every job of the night was read");
  const incomplete = colours.bad(
    `INCOMPLETE: ${amount(manifest.holes.length, "hole")}; the counts are of what could be read`,
  );
  const lines = [
    colours.strong(`Night of ${night}, ${family} jobs`),
    `  ${manifest.status === "complete" ? complete : incomplete}`,
    `  judged as of ${localTime(asOf, timeZone)} ${timeZone}`,
    already ? `  committed before, as revision ${revision}: this is that report` : null,
  ];
  return `${lines.filter((line) => line !== null).join("\n")}\n`;
}

function holesText({ result, config, program = "job-audit" }: ReportTextRequest, { colours }: Look): string {
  const { manifest } = result;
  const lines = manifest.holes.map((hole) => holeLines(hole, holeTime(hole, manifest)));
  const all = `; all of them: ${program} run --date ${manifest.night} --json${configWords(config)}`;
  return `${[colours.bad("Holes"), ...cappedLines(lines, mostHoles, all)].join("\n")}\n`;
}

function remarksText({ notes, excluded }: Manifest, { colours }: Look): string | null {
  const lines = [
    ...notes.map((note) => `  ${placeText(note)}: ${safeText(note.note)}`),
    ...excluded.map((each) => `  ${exclusionText(each)}`),
  ];
  if (lines.length === 0) return null;
  return `${[colours.strong("Notes"), ...cappedLines(lines, mostNotes, "")].join("\n")}\n`;
}

export function exclusionText({ bucket, queueId, reason }: Manifest["excluded"][number]): string {
  return safeText(`${queueId === null ? bucket : `${bucket} / ${queueId}`}: excluded by settings, ${reason}`);
}

function whereText({ result, location, config, groups, program = "job-audit" }: ReportTextRequest): string {
  const { key, manifest } = result;
  const show = `${program} show --date ${manifest.night}${configWords(config)}`;
  const [first] = groups;
  const lines = [`Report:  ${safeText(location)}/${key}`, `Look in: ${show}`];
  if (first !== undefined) lines.push(`         ${show} --group ${shortFingerprint(first.fingerprint)}`);
  return `${lines.join("\n")}\n`;
}
