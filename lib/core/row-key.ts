/**
 * The key of a row, told by the bytes of its line: creation time and job id come first, in a fixed place.
 *
 * Rows of one scope are sorted by their bytes, so keys are compared as bytes too, and no line is parsed for that.
 */

/** Bytes, and where in them a line begins. */
export interface LineStart {
  readonly bytes: Buffer;
  readonly at: number;
}

const beforeTime = Buffer.from('{"createdAt":"');
const beforeId = Buffer.from('","jobId":"');
/** Instants are written with milliseconds, in 24 characters. */
const idFrom = beforeTime.length + 24 + beforeId.length;

const lineFeed = 0x0a;
const quote = 0x22;
const backslash = 0x5c;

/** Negative where `a` comes before `b`; 0 where both lines are of the same job. Null unless both begin with a key. */
export function compareRowKeys(a: LineStart, b: LineStart): number | null {
  const [aEnd, bEnd] = [keyEnd(a), keyEnd(b)];
  if (aEnd === -1 || bEnd === -1) return null;
  return a.bytes.compare(b.bytes, b.at, bEnd, a.at, aEnd);
}

/** Behind the quotation mark that ends the id, which takes part in the order of lines; -1 without a key. */
function keyEnd({ bytes, at }: LineStart): number {
  if (!holdsAt(bytes, beforeTime, at) || !holdsAt(bytes, beforeId, at + idFrom - beforeId.length)) return -1;
  for (let end = at + idFrom; end < bytes.length && bytes[end] !== lineFeed; end += 1) {
    if (bytes[end] === quote && !isEscaped(bytes, end)) return end + 1;
  }
  return -1;
}

function holdsAt(bytes: Buffer, text: Buffer, at: number): boolean {
  const end = at + text.length;
  return end <= bytes.length && bytes.compare(text, 0, text.length, at, end) === 0;
}

/** JSON escapes a quotation mark by a backslash, and a backslash by another. */
function isEscaped(bytes: Buffer, at: number): boolean {
  let before = at;
  while (bytes[before - 1] === backslash) before -= 1;
  return (at - before) % 2 === 1;
}
