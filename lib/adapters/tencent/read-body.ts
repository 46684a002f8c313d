/**
 * Reads an answer's body into one buffer, and never more of it than allowed, whatever a peer says or sends.
 *
 * The buffer grows by doubling: a peer that sends byte by byte would otherwise cost a hundred times what it sends.
 */

export interface BodyLimit {
  readonly maxBytes: number;
  /** Where it goes while it fits; else, or without it, into memory of its own. */
  readonly room?: Buffer;
  /** Called with all that came so far. */
  onBytes(total: number): void;
}

/** `whole` is false when there is more than allowed; `body` is then what came until that was known, cut to the limit. */
export async function readBody(
  incoming: AsyncIterable<Buffer>,
  { maxBytes, room, onBytes }: BodyLimit,
): Promise<{ readonly body: Buffer; readonly whole: boolean }> {
  let held: Buffer = room ?? Buffer.alloc(0);
  let length = 0;
  for await (const chunk of incoming) {
    const taken = chunk.subarray(0, maxBytes - length);
    held = withRoom(held, length, taken.length);
    taken.copy(held, length);
    length += taken.length;
    onBytes(length);
    if (taken.length < chunk.length) return { body: held.subarray(0, length), whole: false };
  }
  return { body: held.subarray(0, length), whole: true };
}

function withRoom(held: Buffer, length: number, more: number): Buffer {
  if (length + more <= held.length) return held;
  const larger = Buffer.allocUnsafeSlow(Math.max(length + more, 2 * held.length));
  held.copy(larger, 0, 0, length);
  return larger;
}
