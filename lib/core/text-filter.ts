/**
 * A filter in a megabyte that knows most texts that were never added, at a tenth of what a set costs to ask.
 *
 * Of a million texts added it lets through one in nine of all others, of ten thousand one in eight hundred.
 */

export interface TextFilter {
  add(text: string): void;
  /** False: it was never added. */
  mayHave(text: string): boolean;
}

/** A power of two. */
const bits = 1 << 23;

export function createTextFilter(): TextFilter {
  const bytes = new Uint8Array(bits >>> 3);
  return {
    add(text) {
      const bit = bitOf(text);
      bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) | (1 << (bit & 7));
    },
    mayHave(text) {
      const bit = bitOf(text);
      return ((bytes[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
    },
  };
}

/** FNV-1a over code units, folded to the number of bits. */
function bitOf(text: string): number {
  let hash = 0x811c9dc5;
  // Stryker disable next-line EqualityOperator: one unit more makes another hash, as good.
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (bits - 1);
}
