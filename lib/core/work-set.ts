/**
 * A set of works, told apart by 63 bits of hash: a million of them take 16 MB, however long their keys are.
 *
 * Of a million works against a million others, two share a hash by chance about once in ten million nights. The bit
 * that is left marks a member, so that what is found out about it needs no second set.
 */

export interface WorkSet {
  readonly size: number;
  /** Takes what `workKey` gives. */
  add(key: string): void;
  has(key: string): boolean;
  /** Of a member; a mark on what is no member is lost. */
  mark(key: string): void;
  isMarked(key: string): boolean;
}

const leastSlots = 1 << 10;
const mostFirstSlots = 1 << 22;

/** `expected` members find room at once; there may be more, or fewer. */
export function createWorkSet(expected = 0): WorkSet {
  let slots = new Uint32Array(2 * firstSlots(expected));
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(key) {
      const hash = hashText(key);
      const at = slotOf(slots, hash);
      if (isTaken(slots, at)) return;
      slots.set(hash, at);
      size += 1;
      // Stryker disable next-line EqualityOperator: one member earlier is as good.
      if (4 * size > slots.length) slots = grow(slots);
    },
    has(key) {
      return isTaken(slots, slotOf(slots, hashText(key)));
    },
    mark(key) {
      const at = slotOf(slots, hashText(key));
      if (isTaken(slots, at)) slots[at] = wordAt(slots, at) | marked;
    },
    isMarked(key) {
      return (wordAt(slots, slotOf(slots, hashText(key))) & marked) !== 0;
    },
  };
}

/** A power of two. What was made and is not used takes no memory yet; what is outgrown does, until it is collected. */
function firstSlots(expected: number): number {
  // Stryker disable next-line ArithmeticOperator: how much room there is at first shows in time only.
  const wanted = Math.min(2 * expected, mostFirstSlots);
  let slots = leastSlots;
  // Stryker disable next-line ConditionalExpression,EqualityOperator: as above.
  while (slots < wanted) slots *= 2;
  return slots;
}

/** 31 bits, the highest of 32 being the mark, and 32 bits. */
type Hash = readonly [number, number];

const marked = 0x80000000;
const unmarked = 0x7fffffff;

/** Where a hash lies, or the free slot that it would take: slots are pairs, half of them free at least. */
function slotOf(slots: Uint32Array, [high, low]: Hash): number {
  const last = slots.length - 2;
  let at = (2 * low) & last;
  // Stryker disable next-line ArithmeticOperator: backwards leads to a free slot as well.
  while (isTaken(slots, at) && !holds(slots, at, [high, low])) at = (at + 2) & last;
  return at;
}

function holds(slots: Uint32Array, at: number, [high, low]: Hash): boolean {
  return (wordAt(slots, at) & unmarked) === high && wordAt(slots, at + 1) === low;
}

function isTaken(slots: Uint32Array, at: number): boolean {
  return wordAt(slots, at) !== 0 || wordAt(slots, at + 1) !== 0;
}

function wordAt(slots: Uint32Array, at: number): number {
  return slots[at] ?? 0;
}

function grow(slots: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * slots.length);
  // Stryker disable next-line EqualityOperator: behind the last slot nothing is taken.
  for (let at = 0; at < slots.length; at += 2) {
    const [high, low] = [wordAt(slots, at), wordAt(slots, at + 1)];
    // Stryker disable next-line ConditionalExpression: two zeros written to a free slot leave it free.
    if (isTaken(slots, at)) larger.set([high, low], slotOf(larger, [high & unmarked, low]));
  }
  return larger;
}

/** Two lanes of MurmurHash3 (x86, 32 bits), each unit of UTF-16 as a block, with seeds of their own; never twice 0. */
function hashText(text: string): Hash {
  let high = 0x9747b28c;
  let low = 0x3c6ef372;
  // Stryker disable next-line EqualityOperator: one block more makes another hash, as good.
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = mix(high, Math.imul(rotate(Math.imul(unit, 0xcc9e2d51), 15), 0x1b873593));
    low = mix(low, Math.imul(rotate(Math.imul(unit, 0x239b961b), 16), 0xab0e9789));
  }
  const hash: Hash = [finish(high ^ text.length) & unmarked, finish(low ^ text.length)];
  return hash[0] === 0 && hash[1] === 0 ? [0, 1] : hash;
}

function mix(hash: number, block: number): number {
  // Stryker disable next-line ArithmeticOperator: another constant makes another hash, as good.
  return Math.imul(rotate(hash ^ block, 13), 5) + 0xe6546b64;
}

function rotate(value: number, bits: number): number {
  // Stryker disable next-line ArithmeticOperator: other bits make another hash, as good for a test to tell.
  return (value << bits) | (value >>> (32 - bits));
}

/** Murmur's last step, as an unsigned number. */
function finish(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
