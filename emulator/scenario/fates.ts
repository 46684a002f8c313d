/**
 * Fates: what becomes of each job of the night.
 *
 * A paused queue decides first: its waiting jobs are held. Then each share takes its exact number of jobs, chosen
 * by chance among those it may hit; where fewer are left it takes them all. The rest succeeds.
 */

import type { Arrival } from "./arrivals.ts";
import type { Random } from "./random.ts";
import type { Scenario, ScenarioFailure } from "./scenario.ts";

export type Fate =
  | { readonly kind: "success" | "held" | "cancelled" | "hidden-failure" | "unknown-state" }
  | { readonly kind: "hangs-queued" | "hangs-running" }
  | { readonly kind: "failed"; readonly failure: ScenarioFailure };

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
  const failures = scenario.failures.filter((failure) => failureHits(failure, arrival));
  return failures.length === 0 ? { kind: "success" } : { kind: "failed", failure: random.pick(failures) };
}

function isHeld({ queue, createdAt, waitMs }: Arrival): boolean {
  return createdAt + waitMs >= queue.pausedAt;
}

/** The pickiest first: those that name queues or tags. */
function claims(scenario: Scenario): readonly Claim[] {
  const failures = scenario.failures.map((failure) => ({
    fate: { kind: "failed" as const, failure },
    share: failure.share,
    hits: (arrival: Arrival) => failureHits(failure, arrival),
  }));
  const isPicky = ({ fate: { failure } }: (typeof failures)[number]) => failure.queues.length + failure.tags.length > 0;
  return [
    ...failures.filter(isPicky),
    {
      fate: { kind: "hangs-queued" },
      share: scenario.hang.queued,
      hits: ({ queue }) => queue.settings.state === "Active",
    },
    { fate: { kind: "hangs-running" }, share: scenario.hang.running, hits: () => true },
    { fate: { kind: "hidden-failure" }, share: scenario.hiddenFailures, hits: () => true },
    { fate: { kind: "unknown-state" }, share: scenario.unknownState, hits: () => true },
    { fate: { kind: "cancelled" }, share: scenario.cancelled, hits: () => true },
    ...failures.filter((failure) => !isPicky(failure)),
  ];
}

function failureHits({ queues, tags }: ScenarioFailure, { queue, tag }: Arrival): boolean {
  return (queues.length === 0 || queues.includes(queue.settings.name)) && (tags.length === 0 || tags.includes(tag));
}
