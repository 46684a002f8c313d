/** Labels of places, bounded: beyond so many scopes a night is told by its buckets. */

import type { Scope } from "../scope.ts";

/** Each scope makes some twenty series; an account has tens of queues. A choice. */
export const mostScopes = 500;

export type PlaceLabels = (scope: Scope) => Readonly<Record<string, string>>;

export function placeLabels(scopes: number): PlaceLabels {
  return ({ family, region, bucket, queueId, tag }) => {
    const inBucket = scopes <= mostScopes ? { queue: queueId, tag } : { queue: "*", tag: "*" };
    return { family, region, bucket, ...inBucket };
  };
}
