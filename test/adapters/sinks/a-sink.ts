/** Sinks for tests: a place, its variables, and a clock that lets nobody wait. */

import { createSink, type SinkDeps } from "../../../lib/adapters/sinks/create-sink.ts";
import type { SinkPlace } from "../../../lib/core/alerts/sink-place.ts";
import { createSinkClock, type SinkClock } from "./sink-clock.ts";

export const never = new AbortController().signal;

export interface SinkParts extends Partial<SinkPlace> {
  readonly url?: string;
  readonly secret?: string;
  readonly clock?: SinkClock;
  readonly deps?: Partial<SinkDeps>;
}

/** Its address lies on the loopback, and may. */
export function aSink({ url, secret, clock = createSinkClock(), deps, ...parts }: SinkParts) {
  const env: Record<string, string | undefined> = { OPS_URL: url, OPS_SECRET: secret };
  const place: SinkPlace = {
    name: "ops",
    type: "webhook",
    urlFrom: "OPS_URL",
    secretFrom: secret === undefined ? null : "OPS_SECRET",
    severity: "warning",
    language: "en",
    allowPrivate: true,
    ...parts,
  };
  return createSink(place, { variable: (name) => env[name], clock, random: () => 0, ...deps });
}
