/**
 * A heartbeat as healthchecks.io defines it (pages "Pinging API", "Attaching Logs", "Measuring Run Time"): a POST to the
 * check's address, `/start`, `/fail` or `/log` behind it, and the run's UUID as `rid`, so that durations are measured.
 *
 * Redirects are not followed, and private networks are no place to ping, as for sinks.
 */

import type { HeartbeatPlace } from "../../core/watch/heartbeat-place.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import type { Heartbeat, HeartbeatSignal, Ping } from "../../ports/heartbeat.ts";
import { type Attempt, refused } from "../sinks/attempt.ts";
import { cleanSeen } from "../sinks/clean-seen.ts";
import { createTurns, deliver } from "../sinks/deliver.ts";
import type { Lookup } from "../sinks/guard-address.ts";
import { judgeStatus } from "../sinks/judge-answer.ts";
import { lookUpAll } from "../sinks/look-up-all.ts";
import { post, type SinkAnswer } from "../sinks/post.ts";
import { readAddress, type Variable } from "../sinks/sink-variables.ts";

export interface HeartbeatDeps {
  readonly variable: Variable;
  readonly clock: Clock;
  readonly random: Random;
  /** The machine's own when absent. */
  readonly lookup?: Lookup;
}

/** What is kept of a body (page "Attaching Logs"): the first 100 kB. */
const maxBytes = 100_000;
/** All of it fits into the time that a function has left when its work was stopped. A choice. */
const limits = { maxTries: 3, tryMs: 3_000, totalMs: 8_000 };
const paths: Readonly<Record<HeartbeatSignal, string>> = { start: "/start", success: "", fail: "/fail", log: "/log" };

/** Asks for the variable when there is something to ping, not before. */
export function createHeartbeat(place: HeartbeatPlace, deps: HeartbeatDeps): Heartbeat {
  const { variable, clock, lookup = lookUpAll } = deps;
  const turn = createTurns(clock, 0);
  return {
    async ping(ping, signal) {
      signal.throwIfAborted();
      const found = readAddress({ ...place, of: "the heartbeat" }, variable);
      if ("problems" in found) return found.problems.join("; ");
      const url = pingUrl(found.url, ping);
      const request = { url, headers: { "content-type": "text/plain; charset=utf-8" }, body: cut(ping.body) };
      const attempt = async (stop: AbortSignal) => {
        const answer = await post(request, { lookup, allowPrivate: place.allowPrivate }, stop);
        return "outcome" in answer ? answer : judge(answer, clock.now());
      };
      const { last } = await deliver(attempt, { ...deps, turn, limits }, signal);
      return last.outcome === "taken" ? null : cleanSeen(last.seen, [variable(place.urlFrom), url.href]);
    },
  };
}

/** A query that is there, such as `create=1`, stays. */
function pingUrl(address: URL, { signal, run }: Ping): URL {
  const url = new URL(address);
  url.pathname = url.pathname.replace(/\/+$/, "") + paths[signal];
  url.searchParams.set("rid", run);
  return url;
}

/** Older installations answer 200 for a check that is not there, and say so in brackets. */
function judge(answer: SinkAnswer, now: number): Attempt {
  const judged = judgeStatus(answer, now);
  return judged.outcome === "taken" && /^OK \(/.test(answer.text) ? refused(judged.seen) : judged;
}

/** No character is cut in two. */
function cut(body: string): string {
  const bytes = Buffer.from(body);
  if (bytes.length <= maxBytes) return body;
  return bytes
    .subarray(0, maxBytes)
    .toString()
    .replace(/\uFFFD+$/, "");
}
