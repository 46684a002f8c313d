/**
 * Keys of the report store, checked before they become paths or object names.
 *
 * The same keys are refused by every store, so that what one store wrote any other can hold.
 */

import { StoreError } from "../core/errors.ts";
import { shownName } from "../core/shown-name.ts";

const segmentPattern = /^[A-Za-z0-9._=-]+$/;
/** File systems take 255 bytes a name; a folder writes its files aside under names that are longer by 37. */
const maxSegmentChars = 200;
/** Vendor page "Object Overview": a key has up to 850 bytes. */
const maxKeyChars = 850;

/** Throws `StoreError` unless every segment is plain text and none climbs, and all of it fits every store. */
export function assertReportKey(key: string): void {
  if (key.length > maxKeyChars) {
    const length = `${key.length} characters`;
    throw new StoreError(`Cannot use ${shownName(key, 60)} as a key: it has ${length}, more than 850`);
  }
  if (!key.split("/").every(isSegment)) {
    throw new StoreError(
      `Cannot use ${shownName(key, 200)} as a key: it must be segments of letters, digits and . _ = - joined by slashes, none of them . or .. or longer than 200`,
    );
  }
}

function isSegment(segment: string): boolean {
  return segment.length <= maxSegmentChars && segmentPattern.test(segment) && segment !== "." && segment !== "..";
}

/** Stores that cannot tell an empty object from none would let two contents win, so nothing empty is claimed. */
export function assertClaimable(key: string, bytes: Uint8Array): void {
  if (bytes.length === 0) throw new StoreError(`Cannot claim ${key} with no bytes: an empty claim keeps nobody out.`);
}
