/** From settings to how a night is spread over several instances; null: it is not. */

import type { Settings } from "../config/settings.ts";
import { createFanOut } from "../usecases/fan-out/fan-out-night.ts";
import type { FanOutDeps } from "../usecases/fan-out/fan-out-request.ts";
import { type FanningOut, type NightUnderWay, noFanOut } from "../usecases/fan-out/fanning-out.ts";

/** `deps` are those of one invocation; shards are cut as for another that has as much time from its beginning. */
export function fanOutOf(
  settings: Settings,
  deps: FanOutDeps & { readonly usableMs: number },
): FanningOut<NightUnderWay> {
  const { functions, fanOut, maxRate, watchdog } = settings;
  if (functions.shard === null) return noFanOut;
  return createFanOut(deps, {
    shardFunction: functions.shard,
    most: fanOut.shards,
    pagesPerShard: fanOut.pagesPerShard,
    maxRate,
    instanceMs: deps.usableMs,
    silenceMs: watchdog.silenceMs,
  });
}
