/** Small pieces of text for people, the same wherever they are told. */

import { safeText } from "./safe-text.ts";

/** `20,000`, on every machine. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 hole`, `2 holes`. */
export function amount(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A place in the account as people read it, from the region down to the tag. */
export function placeText(place: {
  readonly region: string;
  readonly bucket: string | null;
  readonly queueId?: string | null;
  readonly tag?: string | null;
}): string {
  const parts = [place.region, place.bucket, place.queueId, place.tag];
  return safeText(parts.filter((part) => part != null).join(" / "));
}
