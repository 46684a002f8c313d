/** A look at the last hours for people. It says first what it is not: a report that is kept. */

import { formatDuration } from "../../lib/core/duration.ts";
import { localTime } from "../../lib/core/local-time.ts";
import { countText } from "../../lib/core/words.ts";
import { contentSections, type ReportContent, remarksText, statusLine } from "./report-text.ts";

/** States in which a job may still end well or badly. */
const openStates = new Set(["Submitted", "Running", "Pause"]);

export function lookText(content: ReportContent): string {
  const { manifest, look } = content;
  const sections = [
    titleText(content),
    ...contentSections({ ...content, whole: "all of that time" }),
    remarksText(manifest, look),
  ];
  return sections.filter((section) => section !== null).join("\n");
}

function titleText({ manifest, look }: ReportContent): string {
  const { family, span, timeZone } = manifest;
  const last = formatDuration(Date.parse(span.to) - Date.parse(span.from));
  const lines = [
    look.colours.strong(`A look at the last ${last}, ${family} jobs: nothing is committed`),
    statusLine(manifest, "every job of that time was read", look),
    `  jobs created ${localTime(span.from, timeZone)} to ${localTime(span.to, timeZone)} ${timeZone}`,
    `  ${openText(manifest.byState)}`,
  ];
  return `${lines.join("\n")}\n`;
}

function openText(byState: ReportContent["manifest"]["byState"]): string {
  const open = Object.entries(byState).reduce((sum, [state, jobs]) => sum + (openStates.has(state) ? jobs : 0), 0);
  if (open === 0) return "every one of them has ended";
  return `${countText(open)} of them had not ended at that moment, and may still end well or badly`;
}
