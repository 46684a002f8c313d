/** Whether nobody is to be told of a night's holes: each of them lies where a silence says that holes are known. */

import type { Silence, SilenceKey } from "../../core/alerts/silence.ts";
import { isLapsed } from "../../core/alerts/silence-of.ts";
import type { Manifest } from "../../core/schema/manifest.ts";

type Hole = Manifest["holes"][number];

export function areSilenced(holes: readonly Hole[], silences: readonly Silence[], night: string): boolean {
  const live = silences.filter((silence) => !isLapsed(silence, night));
  return holes.length > 0 && holes.every((hole) => live.some((silence) => isMatch(silence, hole)));
}

/** As incidents of this rule are silenced: what is silenced has all that the silence names. */
function isMatch({ match }: Silence, { bucket, queueId, tag }: Hole): boolean {
  const hole: { readonly [key in SilenceKey]?: string | null } = { rule: "coverage.incomplete", bucket, queueId, tag };
  const named = Object.entries(match).filter(([, value]) => value !== undefined);
  return named.length > 0 && named.every(([key, value]) => hole[key as SilenceKey] === value);
}
