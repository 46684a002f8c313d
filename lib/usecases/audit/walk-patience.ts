/**
 * How long a place is asked that does not answer: an outage must not cost as much as a request may take for each window.
 *
 * A place is the host of a bucket, whose patience ends with the fifth window in a row without any answer, and a region,
 * whose patience ends with that of three such hosts. An answer, and be it a refusal, restores both. Which windows an
 * outage costs beside those depends on how many are asked for at once, as it does on when the outage begins; of a place
 * that answers, and of one that never does, the same is told at any concurrency.
 */

import type { Scope } from "../../core/scope.ts";
import { isRefusal } from "./refusal.ts";

/** As few as tell an outage from a window that breaks the service. Choices, not measurements. */
const [maxWindows, maxHosts] = [5, 3];

export interface WalkPatience {
  /** What the scope's place did instead of an answer, when it is not to be asked any more; null while it is. */
  spent(scope: Scope): { readonly error: unknown } | null;
  /** Told what came of a question; null is an answer. */
  tell(scope: Scope, error: unknown): void;
  /** Every place is asked again; from now on one window without an answer is enough. */
  renew(): void;
}

interface Silence {
  readonly windows: number;
  readonly error: unknown;
}

export function createWalkPatience(): WalkPatience {
  let limit = maxWindows;
  const hosts = new Map<string, Silence>();
  const regions = new Map<string, Map<string, Silence>>();
  return {
    spent({ region, bucket }) {
      const host = hosts.get(hostKey(region, bucket));
      if (host !== undefined && host.windows >= limit) return host;
      const silent = [...(regions.get(region)?.values() ?? [])];
      return silent.length >= maxHosts ? (silent.at(-1) ?? null) : null;
    },
    tell({ region, bucket }, error) {
      const key = hostKey(region, bucket);
      if (error === null || isRefusal(error)) {
        hosts.delete(key);
        regions.delete(region);
        return;
      }
      const silence = { windows: (hosts.get(key)?.windows ?? 0) + 1, error };
      hosts.set(key, silence);
      if (silence.windows < limit) return;
      const silent = regions.get(region) ?? new Map<string, Silence>();
      regions.set(region, silent.set(key, silence));
    },
    renew() {
      limit = 1;
      hosts.clear();
      regions.clear();
    },
  };
}

function hostKey(region: string, bucket: string): string {
  return `${region}/${bucket}`;
}
