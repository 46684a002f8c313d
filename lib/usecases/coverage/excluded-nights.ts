/** What settings kept out of the audit, and in which nights: it is no hole, and it is not passed over in silence. */

import type { Manifest } from "../../core/schema/manifest.ts";

type Exclusion = Manifest["excluded"][number];

export interface ExcludedNights extends Exclusion {
  /** The first and the last night that exclude it. */
  readonly first: string;
  readonly last: string;
}

export interface Exclusions {
  /** Nights come in their order. */
  add(manifest: Pick<Manifest, "night" | "excluded">): void;
  /** In the order in which they came. */
  all(): readonly ExcludedNights[];
}

export function createExclusions(): Exclusions {
  const known = new Map<string, ExcludedNights>();
  return {
    add({ night, excluded }) {
      for (const { bucket, queueId, reason } of excluded) {
        const key = JSON.stringify([bucket, queueId, reason]);
        known.set(key, { bucket, queueId, reason, first: known.get(key)?.first ?? night, last: night });
      }
    },
    all: () => [...known.values()],
  };
}
