/** A morning as an operator reads it: the report of the night, then what changed since the nights before. */

import type { Look } from "./look.ts";
import { textWidth } from "./text-width.ts";

export interface MorningParts {
  readonly title: string;
  readonly report: string;
  readonly diff: string;
}

export function morningText({ title, report, diff }: MorningParts, { columns, colours }: Look): string {
  const rule = "─".repeat(Math.max(0, columns - textWidth(title) - 1));
  return `${colours.faint(`${title} ${rule}`)}\n\n${report}\n${diff}`;
}
