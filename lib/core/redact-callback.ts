/**
 * Redaction of a callback's address.
 *
 * Chat services put the secret into the path: Slack a long word, Telegram `bot<number>:<token>`, others a UUID. Which
 * segment it is cannot be told, so every long one goes, whatever its characters, and so does the query; scheme, host
 * and short words stay, and tell whose address it is.
 */

import { cutMark } from "./cut-mark.ts";
import { redactText } from "./redact.ts";

/** Of any text all: scheme and slashes, authority, and the rest; what is percent-encoded in an authority is taken for the rest. */
const parts = /((?:[a-z][a-z\d+.-]*:)?(?:[/\\]{2,})?)([^/\\?#%]*)(.*)/is;
/** A shorter secret than 16 characters can be guessed; longer than that is no single word. */
const longSegment = /[^/\\?#]{16,}/g;

export function redactCallback(url: string): string {
  return redactText(url).replace(parts, (_, opener: string, authority: string, path: string) => {
    return opener + cutUserInfo(authority) + cutPath(path);
  });
}

/** Here too: an address without `://` is none that is looked for in text. */
function cutUserInfo(authority: string): string {
  // Stryker disable next-line Regex: without the anchor it matches the same, after many more tries where there is no `@`.
  return authority.replace(/^.+(?=@)/s, cutMark);
}

function cutPath(path: string): string {
  return path.replace(/(?<=[?#]).+/s, cutMark).replace(longSegment, cutMark);
}
