/** Where settings say to look. */

import { type PlannedSettings, tagsOf } from "../planned-settings.ts";
import type { Place } from "./truth.ts";

export function isAsked(settings: PlannedSettings, place: Place): boolean {
  const { regions, buckets, exclude } = settings;
  const isNamed = buckets.some((each) =>
    typeof each === "string"
      ? each === place.bucket && regions.includes(place.region)
      : each.name === place.bucket && each.region === place.region,
  );
  const isExcluded = exclude.some(
    ({ bucket, queueId = place.queueId }) => bucket === place.bucket && queueId === place.queueId,
  );
  const isThere = buckets.length === 0 ? regions.includes(place.region) : isNamed;
  return isThere && !isExcluded && tagsOf(settings).includes(place.tag);
}
