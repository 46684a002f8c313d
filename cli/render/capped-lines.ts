/** Lists that nobody reads to the end. */

import { countText } from "../../lib/core/words.ts";

/** The first lines, and how many more there are. */
export function cappedLines(lines: readonly string[], most: number, rest: string): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `  … and ${countText(lines.length - most)} more${rest}`];
}
