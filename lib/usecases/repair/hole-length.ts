import type { HoleRow } from "./recorded-night.ts";

/** Milliseconds that lie in at least one of them. */
export function lengthOf(holes: readonly Pick<HoleRow, "from" | "to">[]): number {
  const spans = holes
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
    .sort((a, b) => a.from - b.from);
  let [length, end] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of spans) {
    length += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length;
}
