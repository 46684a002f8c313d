/** How many rows a list was told to have that could not be read whole, as the hole says of it. */

export const unusableName = "a bucket has a name that cannot be used";
export const unusableId = "a queue has an id that cannot be used";

export function missingRows(listed: number, told: number): string {
  return `${listed} of ${told} rows were listed`;
}

/** Without end for a row that no list can make good; 0 where it was not told how many there are. */
export function toldRows(detail: string): number {
  if (detail === unusableName || detail === unusableId) return Number.POSITIVE_INFINITY;
  return Number(/^\d+ of (\d+) rows were listed/.exec(detail)?.[1] ?? 0);
}
