/**
 * Text that came from outside, made safe to show.
 *
 * Control characters can move a terminal's cursor and start its escape sequences, bidirectional marks can turn
 * around what stands beside them: they are shown by their number, `\u{1b}`, and do nothing.
 */

const active = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

export function safeText(text: string): string {
  return text.replace(active, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** One value as one line of JSON; the same value to who parses it, and as harmless to a terminal as other text. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(active, escapeUnits)}\n`;
}

function escapeUnits(char: string): string {
  return Array.from({ length: char.length }, (_, at) => escapeUnit(char.charCodeAt(at))).join("");
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
