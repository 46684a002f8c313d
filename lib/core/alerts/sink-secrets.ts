/**
 * What of a sink's address and secret must be told nobody: whoever knows them can write to its readers.
 *
 * Not only the whole of them: an answer may repeat a part, as it stands or percent-encoded.
 */

/** What is shorter is no secret, and would be cut out of words. */
const shortestPart = 8;

/** The longest first, so that what holds another is cut whole. */
export function sinkSecrets(values: readonly (string | undefined)[]): readonly string[] {
  const parts = values.flatMap((value) => (value === undefined ? [] : partsOf(value)));
  const secrets = new Set(parts.filter(({ length }) => length >= shortestPart));
  return [...secrets].sort((a, b) => b.length - a.length);
}

function partsOf(value: string): string[] {
  const address = /^https?:[/\\]{2}([^/\\?#]*)(.*)$/is.exec(value.trim());
  const key = value.replace(/^whsec_/, "");
  if (address === null) return [value, value.trim(), key];
  const [, authority = "", rest = ""] = address;
  const pieces = rest.split(/[/\\?#&=]/).filter((piece) => !isWord(piece));
  return [value, value.trim(), authority, rest, ...authority.split(/[@:]/), ...pieces, ...pieces.map(decoded)];
}

/** As paths and parameters are called: `cgi-bin`, `webhook`, `access_token`. */
function isWord(piece: string): boolean {
  return piece.length < 16 && /^[a-z]+(?:[-_][a-z]+)*$/.test(piece);
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
