/**
 * One page of a listing: the keys after a marker in byte order, those with a delimiter after the prefix rolled up.
 *
 * A common prefix counts as one entry, and as a marker it stands for all keys below it.
 */

import type { ListedObject } from "./object-storage.ts";

export interface ListQuery {
  readonly prefix: string;
  readonly marker: string;
  /** Empty: nothing is rolled up. */
  readonly delimiter: string;
  readonly maxKeys: number;
}

export interface ListPage {
  readonly objects: readonly ListedObject[];
  readonly commonPrefixes: readonly string[];
  /** The last entry of a page that more entries follow. */
  readonly nextMarker: string | null;
}

/** `objects` are in the order of their keys' bytes and all begin with the prefix. */
export function listPage(objects: readonly ListedObject[], query: ListQuery): ListPage {
  const page: ListedObject[] = [];
  const prefixes: string[] = [];
  let last = query.marker;
  for (const object of objects) {
    const rolled = rolledUp(object.key, query);
    if (rolled === last || isUpTo(object.key, query.marker)) continue;
    if (page.length + prefixes.length === query.maxKeys)
      return { objects: page, commonPrefixes: prefixes, nextMarker: last };
    if (rolled === null) page.push(object);
    else prefixes.push(rolled);
    last = rolled ?? object.key;
  }
  return { objects: page, commonPrefixes: prefixes, nextMarker: null };
}

function rolledUp(key: string, { prefix, delimiter }: ListQuery): string | null {
  const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? null : key.slice(0, at + delimiter.length);
}

function isUpTo(key: string, marker: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(marker)) <= 0;
}
