/** The watchdog function: which of the last nights did not happen, who was told, and which run was started again. */

import { ConfigError, EventError, isAuditError, SinkError } from "../core/errors.ts";
import type { SeenNight } from "../usecases/watch/look-at-night.ts";
import type { Watched } from "../usecases/watch/watch-nights.ts";
import { decodeDiffEvent, type NewestEvent, type TimerEvent } from "./event.ts";
import type { FunctionSpec, FunctionSurroundings, Handler, Outcome, Work } from "./function-spec.ts";
import { createHandler } from "./handler.ts";
import { type WatchResult, watchLastNights, watchResult } from "./watch-last-nights.ts";

type WatchdogEvent = TimerEvent | NewestEvent;

/** It is the last to notice: whatever fails is thrown, so that the platform counts it as failed and tries again. */
const spec: FunctionSpec<WatchdogEvent, WatchResult> = {
  name: "watchdog",
  throwsAll: true,
  decode: decodeWatchdogEvent,
  run: watch,
};

export function createWatchdogHandler(surroundings: FunctionSurroundings): Handler<WatchResult> {
  return createHandler(spec, surroundings);
}

function decodeWatchdogEvent(event: unknown): WatchdogEvent {
  const decoded = decodeDiffEvent(event, "watch");
  if (decoded.kind !== "night") return decoded;
  throw new EventError(
    "Cannot watch one night by its date: send a timer's event, or an empty one, for all of the last nights",
  );
}

async function watch(work: Work): Promise<Outcome<WatchResult>> {
  const watched = await watchLastNights(work, work.signal);
  return { result: watchResult(watched), error: errorOf(watched, work.sinks.length) };
}

/** What a retry can mend comes first. */
function errorOf({ nights, deliveries, errors }: Watched, sinks: number): unknown {
  const untold = deliveries.find(({ reason }) => reason !== null);
  const retryable = errors.find((error) => isAuditError(error) && error.retryable);
  if (retryable !== undefined) return retryable;
  if (untold !== undefined)
    return new SinkError(`Cannot tell of ${untold.night}: ${untold.reason}`, { retryable: true });
  return errors[0] ?? (sinks === 0 ? nobodyTold(nights) : null);
}

/** Where there is nobody to tell, that the function fails is all that can be seen. */
function nobodyTold(nights: readonly SeenNight[]): ConfigError | null {
  const troubled = nights.flatMap(({ name, troubles }) => troubles.map(({ kind }) => `${name.date} ${kind}`));
  if (troubled.length === 0) return null;
  const problems = [...troubled, "alerts.sinks: names nobody to tell"];
  return new ConfigError("Something is wrong with the last nights, and there is nobody to tell", { problems });
}
