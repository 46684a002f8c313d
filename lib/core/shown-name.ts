/** A name that came from outside, as a message tells it: quoted, short, and with nothing in it that moves a terminal. */

import { safeText } from "./safe-text.ts";

export function shownName(name: string, maxChars: number): string {
  const quoted = safeText(JSON.stringify(name.slice(0, maxChars)));
  return name.length > maxChars ? `${quoted}…` : quoted;
}
