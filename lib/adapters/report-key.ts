/**
 * Keys of the report store, checked before they become paths or object names.
 *
 * The same keys are refused by every store, so that what one store wrote any other can hold.
 */

import { StoreError } from "../core/errors.ts";

const segmentPattern = /^[A-Za-z0-9._=-]+$/;

/** Throws `StoreError` unless every segment is plain text and none climbs. */
export function assertReportKey(key: string): void {
  if (!key.split("/").every(isSegment)) {
    throw new StoreError(
      `Cannot use ${JSON.stringify(key.slice(0, 200))} as a key: it must be segments of letters, digits and . _ = - joined by slashes, none of them . or ..`,
    );
  }
}

function isSegment(segment: string): boolean {
  return segmentPattern.test(segment) && segment !== "." && segment !== "..";
}

/** Stores that cannot tell an empty object from none would let two contents win, so nothing empty is claimed. */
export function assertClaimable(key: string, bytes: Uint8Array): void {
  if (bytes.length === 0) throw new StoreError(`Cannot claim ${key} with no bytes: an empty claim keeps nobody out.`);
}
