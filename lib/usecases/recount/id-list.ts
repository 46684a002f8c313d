/** Ids for people to look into: all are counted, the first ones are named. */

export interface IdList {
  readonly count: number;
  /** The least ones, in order; not more than a person reads. */
  readonly ids: readonly string[];
}

const mostIds = 20;

export const noIds: IdList = { count: 0, ids: [] };

/** The same ids give the same list, in whatever order they come. */
export function listIds(ids: Iterable<string>): IdList {
  let count = 0;
  let least: string[] = [];
  for (const id of ids) {
    count += 1;
    least.push(id);
    if (least.length >= 2 * mostIds) least = least.sort().slice(0, mostIds);
  }
  return { count, ids: least.sort().slice(0, mostIds) };
}
