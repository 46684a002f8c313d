/**
 * Text that came from outside, made safe to show.
 *
 * Control characters can move a terminal's cursor and start its escape sequences, bidirectional marks can turn
 * around what stands beside them: they are shown by their number, `\u{1b}`, and do nothing.
 */

/** What does something beside being seen. */
export const activeCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

export function safeText(text: string): string {
  return text.replace(activeCharacters, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
