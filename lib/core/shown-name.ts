/** A name that came from outside, as a message tells it: quoted, short, and with nothing in it that moves a terminal. */

const active = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function shownName(name: string, maxChars: number): string {
  const quoted = JSON.stringify(name.slice(0, maxChars)).replace(active, (char) => `\\u{${hex(char)}}`);
  return name.length > maxChars ? `${quoted}…` : quoted;
}

function hex(char: string): string {
  return Number(char.codePointAt(0)).toString(16);
}
