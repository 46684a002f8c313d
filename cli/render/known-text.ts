/** What was known of a night at the end of a day, above the jobs of which it was known. */

import { localTime } from "../../lib/core/local-time.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { KnownNight } from "../../lib/usecases/report/as-of.ts";
import type { KnownCounts } from "../../lib/usecases/report/known-rows.ts";
import type { Look } from "./look.ts";
import { wrapText } from "./wrap.ts";

export interface KnownTextRequest extends KnownCounts {
  readonly night: KnownNight;
  /** The day. */
  readonly asOf: string;
  /** Whether that day is not over. */
  readonly running?: boolean;
}

export function knownText(
  { night, asOf, running = false, ...counts }: KnownTextRequest,
  { colours, columns }: Look,
): string {
  const { commit, manifest } = night.committed;
  const when = `${localTime(commit.committedAt, manifest.timeZone)} ${manifest.timeZone}`;
  const facts = [
    `revision ${commit.revision}, committed ${when}: ${manifest.status}`,
    openText(counts),
    laterText(night),
  ];
  const lines = facts.map((fact) => wrapText(fact, columns, "  "));
  const heading = running ? `as it is known so far on ${asOf}` : `as it was known when ${asOf} ended`;
  return `${[colours.strong(`The night of ${manifest.night} ${heading}`), ...lines].join("\n")}\n\n`;
}

function openText({ open, amended, ended }: KnownCounts): string {
  if (open === 0 && amended === 0) return "every job had ended";
  return `${amount(open, "job")} open then, ${countText(amended)} amended since; of these ${countText(ended)} had ended or were gone`;
}

function laterText({ later }: KnownNight): string {
  if (later.length === 0) return "no later night was committed by then";
  return `${amount(later.length, "later night")} committed by then, the last ${later.at(-1)?.manifest.night}`;
}
