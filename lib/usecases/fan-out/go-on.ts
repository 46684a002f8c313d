/**
 * How a shard goes on in another instance of its function: as often as it takes, as long as instances save something. How
 * long a night may take is bounded by its plan, which counts for 23 hours, and not here.
 */

import { DeadlineError } from "../../core/errors.ts";
import type { FanOutDeps, FanOutRequest } from "./fan-out-request.ts";
import type { ShardStart } from "./start-shards.ts";

/** In a row, that save nothing: each has a quarter of an hour, so that an outage of five hours ends nothing. A choice. */
const mostIdle = 20;
/**
 * Of one shard in all: a guard that nothing starts itself for ever, whatever it takes for progress. A choice, far from what
 * is needed: in the 23 hours that a plan counts, instances of a quarter of an hour go on 92 times.
 */
export const mostContinuations = 1_000;

export interface GoingOn extends Pick<FanOutRequest, "shardFunction"> {
  readonly start: ShardStart;
  /** Whether this instance saved something, or has read all of it. */
  readonly hasSaved: boolean;
}

export function mayGoOn({ continuation = 0 }: ShardStart): boolean {
  return continuation < mostContinuations;
}

/** Throws `DeadlineError` where it is not to go on. */
export async function goOn(
  { functions }: Pick<FanOutDeps, "functions">,
  { start, shardFunction, hasSaved }: GoingOn,
  signal: AbortSignal,
): Promise<void> {
  const { shard, continuation = 0 } = start;
  const idle = hasSaved ? 0 : (start.idle ?? 0) + 1;
  const problem = `Cannot read the shard ${shard} to its end`;
  if (!mayGoOn(start)) throw new DeadlineError(`${problem}: it went on ${mostContinuations} times`);
  if (idle > mostIdle) throw new DeadlineError(`${problem}: the last ${mostIdle + 1} instances saved nothing of it`);
  const event: ShardStart = { shard, continuation: continuation + 1, ...(idle > 0 && { idle }) };
  await functions.start(shardFunction, event, signal);
}
