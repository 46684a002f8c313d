/** Keeps the first rows in some order and forgets the others while they come, so that many rows need no memory. */

export interface TopRows<Row> {
  add(row: Row): void;
  /** In order; of equal rows the one that came first. */
  rows(): readonly Row[];
  /** How many were added. */
  readonly seen: number;
}

export function createTopRows<Row>(most: number, compare: (a: Row, b: Row) => number): TopRows<Row> {
  let kept: Row[] = [];
  let seen = 0;
  const cut = () => {
    kept = kept.sort(compare).slice(0, most);
    return kept;
  };
  return {
    add(row) {
      kept.push(row);
      seen += 1;
      // Sorted only when as many came as are kept: the cost of a row does not depend on how many there are.
      if (kept.length >= 2 * most + 100) cut();
    },
    rows: cut,
    get seen() {
      return seen;
    },
  };
}
