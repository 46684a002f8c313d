/** How much room text takes on a terminal: most Chinese characters and emoji take two columns. */

/** East Asian Width W and F (Unicode Standard Annex 11), and what is shown as emoji. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3040-\u3247\u3250-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{1b000}\u{1b001}\u{1f200}-\u{1f251}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const combining = /[\u0300-\u036f]/;

export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** The text, or as much of its beginning as fits with `…` behind it. No character is cut in two. */
export function shorten(text: string, width: number): string {
  let used = 0;
  let at = 0;
  let cut = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width) return `${text.slice(0, cut)}…`;
    at += char.length;
    if (used < width) cut = at;
  }
  return text;
}

function charWidth(char: string): number {
  if (char <= "~") return 1;
  if (combining.test(char)) return 0;
  return wide.test(char) ? 2 : 1;
}
