/** Values as lines of JSON that do nothing to a terminal: what is active in text is escaped, as JSON can. */

import { activeCharacters } from "../../lib/core/safe-text.ts";

/** One value as one line; the same value to who parses it. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(activeCharacters, escapeUnits)}\n`;
}

function escapeUnits(char: string): string {
  return Array.from({ length: char.length }, (_, at) => escapeUnit(char.charCodeAt(at))).join("");
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
