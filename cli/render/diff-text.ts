/**
 * A diff as an operator reads it at breakfast: what got worse in a sentence, the worst first, then the details.
 *
 * What could not be read is never told as fixed.
 */

import { worstLine } from "../../lib/core/diff/worst-line.ts";
import type { Names } from "../../lib/core/names.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Diff } from "../../lib/core/schema/diff.ts";
import { countText } from "../../lib/core/words.ts";
import type { DiffDigest } from "../diff-digest.ts";
import { headlineText } from "./diff-headline.ts";
import { carriedChangesText, groupChangesText, inputChangesText } from "./diff-jobs-text.ts";
import { driftsText, slowText, spikesText } from "./diff-rises-text.ts";
import { coverageText, durationChangesText, queueChangesText, rateChangesText } from "./diff-scopes-text.ts";
import type { DiffLook } from "./diff-section.ts";
import type { Look } from "./look.ts";
import { shorten } from "./text-width.ts";

export interface DiffTextRequest extends Names {
  readonly diff: Diff;
  readonly digest: DiffDigest;
  readonly look: Look;
  /** The command that shows all of it; null where this does. */
  readonly all: string | null;
  /** Where the diff is kept, or that it is not. */
  readonly kept: string;
}

const fewWorst = 10;

export function diffText(request: DiffTextRequest): string {
  const { diff, digest, queueNames, templateNames, all } = request;
  const { headline } = diff;
  const look: DiffLook = { ...request.look, queueNames, templateNames };
  // Where nothing can be compared, every group is new: the report has them already.
  const isCompared = diff.baselines.length > 0 || all === null;
  const sections = [
    `${look.colours.strong(titleText(diff))}\n${headlineText(diff, digest.worse, look)}`,
    worstText(request),
    spikesText(digest, headline, look),
    driftsText(digest, look),
    slowText(digest, look),
    isCompared ? groupChangesText(digest, headline, look) : null,
    carriedChangesText(digest, headline, look),
    inputChangesText(digest, headline, look),
    queueChangesText(digest, look),
    rateChangesText(digest, look),
    durationChangesText(digest, look),
    coverageText(digest, diff, look),
    whereText(request),
  ];
  return sections.filter((section) => section !== null).join("\n");
}

function whereText({ kept, all }: DiffTextRequest): string {
  return `${safeText(kept)}\n${all === null ? "" : `All:     ${all}\n`}`;
}

function titleText({ family, night, baselines }: Diff): string {
  const [newest] = baselines;
  return `What changed in the night of ${night}${newest === undefined ? "" : ` since ${newest.night}`}, ${family} jobs`;
}

function worstText({ diff, all, queueNames, templateNames, look }: DiffTextRequest): string | null {
  const shown = all === null ? diff.worst : diff.worst.slice(0, fewWorst);
  if (shown.length === 0) return null;
  const lines = shown.map((row, at) => {
    const text = `${String(at + 1).padStart(4)}. ${safeText(worstLine(row, queueNames, templateNames))}`;
    return shorten(text, look.columns);
  });
  const left = diff.headline.worse - shown.length;
  const rest = left > 0 ? [`      and ${countText(left)} more, in the tables below`] : [];
  return `${[look.colours.strong("The worst first"), ...lines, ...rest].join("\n")}\n`;
}
