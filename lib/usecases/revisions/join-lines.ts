/**
 * Joins two streams of sorted lines on their bytes: what both have alike is passed over, and the rest is told.
 *
 * Revisions of a night are mostly alike. So blocks are compared before lines, and lines before keys; nothing is parsed
 * here. A chunk of each stream is in memory at a time.
 */

import type { Compared } from "../../core/diff/job-change.ts";
import type { LineStart } from "../../core/row-key.ts";
import { createOrderCheck, type OrderRules } from "./order-check.ts";

/** Lines without their line feeds. What they hold is good until the next batch. */
export type LineChange = Compared<Buffer>;

export interface JoinedLines extends OrderRules {
  /** Chunks of whole lines, each with its line feed. Keys ascend, none comes twice. */
  readonly before: AsyncIterator<Buffer, unknown>;
  readonly after: AsyncIterator<Buffer, unknown>;
}

interface Side {
  readonly chunks: AsyncIterator<Buffer, unknown>;
  bytes: Buffer;
  at: number;
  ended: boolean;
}

/**
 * In the order of keys, in batches. Streams are closed whatever happens. Streams that are not in order are refused
 * where that would show: no job is told twice, nor as lost where it only stands elsewhere.
 */
export async function* joinLines({ before, after, ...rules }: JoinedLines): AsyncGenerator<readonly LineChange[]> {
  const [a, b] = [openSide(before), openSide(after)];
  const assertOrder = createOrderCheck(rules);
  try {
    for (;;) {
      await Promise.all([fill(a), fill(b)]);
      if (isUsedUp(a) && isUsedUp(b)) return;
      const changes = joinChunks(a, b, rules.compare);
      assertOrder(changes.map((lines) => (lines.before === null ? lines.after : lines.before)));
      if (changes.length > 0) yield changes;
    }
  } finally {
    await Promise.all([before.return?.(), after.return?.()]);
  }
}

function openSide(chunks: Side["chunks"]): Side {
  return { chunks, bytes: Buffer.alloc(0), at: 0, ended: false };
}

async function fill(side: Side): Promise<void> {
  while (!side.ended && isUsedUp(side)) {
    const { done, value } = await side.chunks.next();
    if (done === true) side.ended = true;
    else [side.bytes, side.at] = [value, 0];
  }
}

function isUsedUp({ bytes, at }: Side): boolean {
  return at === bytes.length;
}

/** Until one of them has to be filled again. */
function joinChunks(a: Side, b: Side, compare: (a: LineStart, b: LineStart) => number): readonly LineChange[] {
  const changes: LineChange[] = [];
  while (!isUsedUp(a) && !isUsedUp(b)) {
    if (passBlock(a, b)) continue;
    passEqualLines(a, b);
    if (isUsedUp(a) || isUsedUp(b)) break;
    const order = compare(a, b);
    if (order < 0) changes.push({ before: takeLine(a), after: null });
    else if (order > 0) changes.push({ before: null, after: takeLine(b) });
    else changes.push({ before: takeLine(a), after: takeLine(b) });
  }
  if (b.ended) while (!isUsedUp(a)) changes.push({ before: takeLine(a), after: null });
  if (a.ended) while (!isUsedUp(b)) changes.push({ before: null, after: takeLine(b) });
  return changes;
}

const lineFeed = 0x0a;

/** Large enough that comparing costs more than calling, and that most blocks of a revision are alike. */
const blockBytes = 1 << 13;

/** Passes the lines of the next block if both have the same bytes there. */
function passBlock(a: Side, b: Side): boolean {
  const length = Math.min(blockBytes, a.bytes.length - a.at, b.bytes.length - b.at);
  if (!areAlike(a, b, length)) return false;
  const end = a.bytes.lastIndexOf(lineFeed, a.at + length - 1) + 1;
  const passed = end - a.at;
  if (passed <= 0) return false;
  pass(a, passed);
  pass(b, passed);
  return true;
}

function passEqualLines(a: Side, b: Side): void {
  while (!isUsedUp(a) && !isUsedUp(b)) {
    const length = a.bytes.indexOf(lineFeed, a.at) + 1 - a.at;
    if (b.bytes.length - b.at < length || !areAlike(a, b, length)) return;
    pass(a, length);
    pass(b, length);
  }
}

function areAlike(a: Side, b: Side, length: number): boolean {
  return a.bytes.compare(b.bytes, b.at, b.at + length, a.at, a.at + length) === 0;
}

function pass(side: Side, bytes: number): void {
  side.at += bytes;
}

function takeLine(side: Side): Buffer {
  const end = side.bytes.indexOf(lineFeed, side.at);
  const line = side.bytes.subarray(side.at, end);
  side.at = end + 1;
  return line;
}
