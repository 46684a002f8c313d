/** The first few of many, by how much there is of each. */

import type { Most } from "./page-view.ts";

/** With the greatest weight first; what weighs the same stays in the order that it came in, and what weighs nothing is out. */
export function topOf<Item>(items: readonly Item[], most: number, weightOf: (item: Item) => number): Most<Item> {
  const some = items.filter((item) => weightOf(item) > 0);
  const sorted = [...some].sort((a, b) => weightOf(b) - weightOf(a));
  return { first: sorted.slice(0, most), inAll: some.length };
}
