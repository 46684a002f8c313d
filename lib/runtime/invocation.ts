/** What the function platform says of one invocation. Everything else in its context, credentials too, is left alone. */

import * as z from "zod";

export interface Invocation {
  readonly requestId: string | null;
  /** How long the platform lets the function run. */
  readonly timeLimitMs: number;
}

/** The most that the platform gives a function outside of its asynchronous mode: 900 s. */
const longestMs = 900_000;

const contextSchema = z.object({
  request_id: z.string().nullable().catch(null).default(null),
  time_limit_in_ms: z.number().positive().catch(longestMs).default(longestMs),
});

/** What is missing or odd counts as unknown: a context never stops an audit. */
export function readInvocation(context: unknown): Invocation {
  const { request_id, time_limit_in_ms } = contextSchema
    .catch({ request_id: null, time_limit_in_ms: longestMs })
    .parse(context);
  return { requestId: request_id, timeLimitMs: time_limit_in_ms };
}
