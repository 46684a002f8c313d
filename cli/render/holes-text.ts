/** Holes for people: where, when, why, and what was seen. */

import { timeInNight } from "../../lib/core/local-time.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { placeText } from "../../lib/core/words.ts";
import type { Look } from "./look.ts";
import { hangText, wrapText } from "./wrap.ts";

type Hole = Manifest["holes"][number];
type HoleFrame = Pick<Manifest, "night" | "timeZone" | "span">;

/** Where it is and what was seen there, which stand under a heading. */
export function holeLines(hole: Hole, when: string | null, { columns }: Pick<Look, "columns">): string {
  const facts = [placeText(hole), when, hole.cause].filter((fact) => fact !== null);
  return `${hangText(facts.join(", "), columns, "  ")}\n${wrapText(safeText(hole.detail), columns, "    ")}`;
}

/** `whole` is what the span is called. */
export function holeTime({ from, to }: Hole, frame: HoleFrame, whole = "the whole night"): string {
  const { night, timeZone, span } = frame;
  if (from <= span.from && to >= span.to) return whole;
  return `${timeInNight(from, timeZone, night)} to ${timeInNight(to, timeZone, night)}`;
}
