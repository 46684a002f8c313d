/**
 * Text that came from outside, as a card shows it: one line, short, and with nothing in it that is not to be seen.
 *
 * Control characters and line breaks become spaces; bidirectional and other format characters, which could turn around
 * what stands beside them, go.
 */

const breaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const unseen = /[\p{Cf}\p{Cs}]+/gu;

/** No character is cut in two; what is cut has `…` in its place. */
export function plainText(text: string, maxChars: number): string {
  // More than the cut can need is not looked at; a format character may stand at any place.
  const clean = text
    .slice(0, 20 * maxChars)
    .replace(unseen, "")
    .replace(breaks, " ")
    .trim();
  const characters = Array.from(clean);
  return characters.length > maxChars ? `${characters.slice(0, maxChars - 1).join("")}…` : clean;
}
