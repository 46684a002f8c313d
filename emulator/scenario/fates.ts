/**
 * Fates: what becomes of each job of the night.
 *
 * A paused queue decides first: its waiting jobs are held. Then each share takes its exact number of jobs, chosen
 * by chance among those it may hit; where fewer are left it takes them all. The rest succeeds.
 */

import type { Arrival } from "./arrivals.ts";
import { instantAfterNight, instantOfNight } from "./night-times.ts";
import { startOfWaiting } from "./pauses.ts";
import type { Random } from "./random.ts";
import type { Scenario, ScenarioFailure, ScenarioLate } from "./scenario.ts";

export type Fate =
  | { readonly kind: "success" | "held" | "cancelled" | "hidden-failure" | "unknown-state" }
  | { readonly kind: "hangs-queued" | "hangs-running" }
  | { readonly kind: "failed"; readonly failure: ScenarioFailure }
  | LateFate;

export interface LateFate {
  readonly kind: "late";
  readonly late: ScenarioLate;
  /** When the first of them change. */
  readonly at: number;
}

type Aim = Pick<ScenarioFailure, "queues" | "tags">;

interface Claim {
  readonly fate: Fate;
  readonly share: number;
  readonly hits: (arrival: Arrival) => boolean;
}

/** One fate for each arrival, at the same place. */
export function assignFates(arrivals: readonly Arrival[], scenario: Scenario, random: Random): readonly Fate[] {
  const fates: (Fate | undefined)[] = arrivals.map((arrival) => (isHeld(arrival) ? { kind: "held" } : undefined));
  const indexes = [...arrivals.keys()];
  for (const { fate, share, hits } of claims(scenario)) {
    const free = indexes.filter((index) => fates[index] === undefined && hits(arrivals[index] as Arrival));
    for (const index of random.sample(free, Math.round(share * scenario.jobs))) fates[index] = fate;
  }
  return fates.map((fate) => fate ?? { kind: "success" });
}

/** For jobs that a night must not count: they fail, so that counting one shows among the findings too. */
export function fateOutside(arrival: Arrival, scenario: Scenario, random: Random): Fate {
  if (isHeld(arrival)) return { kind: "held" };
  const failures = scenario.failures.filter((failure) => isAimedAt(failure, arrival));
  return failures.length === 0 ? { kind: "success" } : { kind: "failed", failure: random.pick(failures) };
}

export function isHeld(arrival: Arrival): boolean {
  return startOfWaiting(arrival, arrival.queue.pauses) !== arrival.createdAt + arrival.waitMs;
}

/** The pickiest first: those that name queues or tags. */
function claims(scenario: Scenario): readonly Claim[] {
  const { hang, hiddenFailures, unknownState, cancelled } = scenario;
  const failures = scenario.failures.map((failure) => aimed({ kind: "failed", failure }, failure));
  const isPicky = (_: Claim, index: number) => isAimed(scenario.failures[index] as ScenarioFailure);
  const waiting = aimed({ kind: "hangs-queued" }, hang.queued);
  return [
    ...failures.filter(isPicky),
    ...scenario.late.map((late) => lateClaim(late, scenario)),
    { ...waiting, hits: (arrival) => waiting.hits(arrival) && !meetsPause(arrival) },
    aimed({ kind: "hangs-running" }, hang.running),
    aimed({ kind: "hidden-failure" }, hiddenFailures),
    aimed({ kind: "unknown-state" }, unknownState),
    { fate: { kind: "cancelled" }, share: cancelled, hits: () => true },
    ...failures.filter((claim, index) => !isPicky(claim, index)),
  ];
}

function aimed(fate: Fate, aim: Aim & { readonly share: number }): Claim {
  return { fate, share: aim.share, hits: (arrival) => isAimedAt(aim, arrival) };
}

function lateClaim(late: ScenarioLate, scenario: Scenario): Claim {
  const since = instantOfNight(scenario, late.since);
  const claim = aimed({ kind: "late", late, at: instantAfterNight(scenario, late.at) }, late);
  const canHang = (arrival: Arrival) => late.hangs === "running" || !meetsPause(arrival);
  return { ...claim, hits: (arrival) => claim.hits(arrival) && arrival.createdAt >= since && canHang(arrival) };
}

/** Whether a job that waits on and on would be held one day. */
function meetsPause({ queue, createdAt }: Arrival): boolean {
  return queue.pauses.some(({ until }) => until > createdAt);
}

function isAimed({ queues, tags }: Aim): boolean {
  return queues.length + tags.length > 0;
}

function isAimedAt({ queues, tags }: Aim, { queue, tag }: Arrival): boolean {
  return (queues.length === 0 || queues.includes(queue.settings.name)) && (tags.length === 0 || tags.includes(tag));
}
