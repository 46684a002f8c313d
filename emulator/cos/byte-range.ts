/** Range headers: one span of bytes. Several spans, and what cannot be read, count as no range at all (RFC 9110). */

import { CosFault } from "./fault.ts";

export interface ByteRange {
  readonly first: number;
  /** Counted in. */
  readonly last: number;
}

export function readRange(header: string | undefined, size: number): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [first, last] = [match?.[1] ?? "", match?.[2] ?? ""];
  if (first === "" && last === "") return null;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return null;
  const range = first === "" ? lastBytes(Number(last), size) : bytesFrom(Number(first), last, size);
  if (range.first > range.last) throw new CosFault("InvalidRange");
  return range;
}

function lastBytes(count: number, size: number): ByteRange {
  return { first: Math.max(0, size - count), last: size - 1 };
}

function bytesFrom(first: number, last: string, size: number): ByteRange {
  return { first, last: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
