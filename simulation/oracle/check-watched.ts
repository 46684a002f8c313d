/**
 * Promise 4: a night that was spread, and of which shards never came to run, is committed once the watchdog has looked,
 * and not only when the next night is audited. It starts each of them again, once.
 */

import type { SimulationPlan } from "../plan.ts";
import { durationMs, parseSettings } from "../planned-settings.ts";
import type { Invocation, Played, Violation } from "../played.ts";
import { type Evidence, violation } from "./audited-night.ts";
import { textAt } from "./runs.ts";
import { type Spread, shardOf, spreadsOf } from "./spreads.ts";

const hour = 3_600_000;
/** How long the shards and the commit may take. Generous. */
const timeForRestMs = 6 * hour;
/** A plan that is as old counts no more. */
const mostAgeMs = 24 * hour;

export function* checkWatched({ plan, played, nights }: Evidence): Generator<Violation> {
  const isOther = plan.disturbances.some(({ kind }) => kind === "fault" || kind === "expiry");
  if (isOther) return;
  const looks = played.invocations.filter((each) => each.function === "watchdog" && hasLooked(each));
  for (const spread of spreadsOf(played)) {
    const committedAt = nights.find(({ date }) => date === spread.night)?.audited[0]?.revision.committedAt ?? Infinity;
    const left = looks
      .map((look) => ({ spread, look, nextAt: nextAuditAt(played, look) }))
      .find((looked) => committedAt >= looked.nextAt && mustRestart(plan, played, looked));
    if (left === undefined) continue;
    const text = `is not committed at ${iso(left.nextAt)}, though ${left.look.start} looked`;
    yield violation("4", `night ${spread.night}, of which shards were lost, ${text}`);
  }
}

/** Where there is nobody to tell, it fails whenever there is something to tell. */
function hasLooked({ end }: Invocation): boolean {
  return end === "returned" || end === "threw";
}

/** The next that a timer or a person starts. */
function nextAuditAt({ invocations }: Played, { startedAt }: Invocation): number {
  const audits = invocations.filter(({ function: name, start }) => name === "audit" && !start.startsWith("audit "));
  return Math.min(...audits.map((audit) => audit.startedAt).filter((at) => at > startedAt));
}

interface Looked {
  readonly spread: Spread;
  readonly look: Invocation;
  readonly nextAt: number;
}

/** Whether shards were silent by then, for the first time, and nothing went wrong from then on. */
function mustRestart(plan: SimulationPlan, played: Played, { spread, look, nextAt }: Looked): boolean {
  const { watchdog } = parseSettings(textAt(plan.settings, look.startedAt));
  if (watchdog === undefined) return false;
  const silentSince = look.startedAt - durationMs(watchdog.silence);
  const readers = played.invocations.filter((each) => isReader(each, spread) && each.startedAt <= look.startedAt);
  const texts = [spread.at, look.startedAt, nextAt].map((at) => textAt(plan.settings, at));
  return (
    nextAt - look.startedAt >= timeForRestMs &&
    look.startedAt - spread.at < mostAgeMs &&
    [spread.at, ...readers.map(({ endedAt }) => endedAt)].every((at) => at <= silentSince) &&
    spread.wholeAt > look.startedAt &&
    spread.restartedAt.every((at) => at >= look.startedAt) &&
    new Set(texts).size === 1 &&
    played.mishandled.every(({ at }) => at < look.startedAt || at >= nextAt) &&
    played.invocations.every((each) => isWell(each) || each.endedAt < look.startedAt || each.startedAt >= nextAt)
  );
}

function isReader(invocation: Invocation, { shards }: Spread): boolean {
  return invocation.function === "shard" && shards.includes(String(shardOf(invocation)));
}

function isWell({ end }: Invocation): boolean {
  return end !== "killed" && end !== "timed-out";
}

function iso(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : "the end";
}
