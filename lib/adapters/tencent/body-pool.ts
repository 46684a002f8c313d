/**
 * Room for bodies that nobody needs once they are read, used again and again.
 *
 * Memory of buffers lies outside of what a garbage collector weighs first: a new one for each page has everything
 * collected, the old generation too, every hundred pages.
 */

export interface BodyPool {
  take(): Buffer;
  /** Of what `take` gave, and only when nothing can write into it or read from it any more. */
  giveBack(room: Buffer): void;
}

/** A page of 100 jobs takes about 80 KB. */
const roomBytes = 256 << 10;

/** Keeps so many at most. */
export function createBodyPool(most: number): BodyPool {
  const free: Buffer[] = [];
  return {
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(roomBytes),
    giveBack(room) {
      if (free.length < most) free.push(room);
    },
  };
}
