/** Pieces of a file cut where lines end. What stands behind the last line feed is no line, and is not given. */

const lineFeed = 0x0a;
/** Far above any row: the longest hold a message and what a job told beside, at most an answer of 8 MiB as JSON. */
const maxLineBytes = 1 << 26;

type Pieces = AsyncIterable<Buffer>;

/** Buffers of whole lines, with their line feeds. Throws what `tooLong` makes for a line without an end. */
export async function* wholeLines(pieces: Pieces, tooLong: () => Error): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield Buffer.concat([...rest, piece.subarray(0, end)]);
      rest = [];
      restBytes = 0;
    }
    rest.push(piece.subarray(end));
    restBytes += piece.length - end;
    if (restBytes > maxLineBytes) throw tooLong();
  }
}

/** The same, all in one memory: what is given holds until the next is asked for. */
export async function* wholeLinesInPlace(pieces: Pieces, tooLong: () => Error): AsyncGenerator<Buffer> {
  let memory = Buffer.alloc(0);
  let kept = 0;
  for await (const piece of pieces) {
    const filled = kept + piece.length;
    if (filled > memory.length) memory = Buffer.concat([memory.subarray(0, kept)], 2 * filled);
    piece.copy(memory, kept);
    const end = piece.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield memory.subarray(0, kept + end);
      memory.copyWithin(0, kept + end, filled);
    }
    kept = end > 0 ? piece.length - end : filled;
    if (kept > maxLineBytes) throw tooLong();
  }
}
