/**
 * Everything that one seed decides, as plain data: what is not in the plan does not happen. A plan survives
 * `JSON.stringify`, and shrinking one is leaving things out of it.
 *
 * All times are epoch milliseconds of the virtual clock.
 */

import type { CiBehaviour } from "../emulator/ci/behaviour.ts";
import type { FaultAction } from "../emulator/faults.ts";
import type { InvocationFault } from "../emulator/scf/invocation-faults.ts";
import type { World } from "../emulator/world.ts";

export interface SimulationPlan {
  readonly seed: number;
  /** The first holds from the beginning; each later one from its instant on. */
  readonly settings: readonly DatedSettings[];
  readonly world: World;
  readonly behaviour: Partial<CiBehaviour>;
  /** How long an exchange takes, from and to; drawn anew for each from the seed. */
  readonly latencyMs: readonly [least: number, most: number];
  /** In the order of time. */
  readonly starts: readonly Start[];
  readonly disturbances: readonly Disturbance[];
  readonly timeLimitMs: number;
  /** Nothing is disturbed from then on: the starts behind it are timers of later nights, so that late outcomes arrive. */
  readonly calmFrom?: number;
  /** No job and no queue changes while an undisturbed run goes on: a second play has to tell the same. */
  readonly still?: boolean;
  /** Of the report bucket: whether it keeps versions, and how late its lists are. */
  readonly store?: { readonly versioning: "never" | "enabled"; readonly listDelayMs: number };
  /** Texts that stand in jobs and queues, and may stand in nothing that is kept, logged or returned. */
  readonly secrets?: readonly string[];
}

export interface DatedSettings {
  readonly from: number;
  /** A settings file. Its report store is the bucket of `reportBucket`. */
  readonly text: string;
}

/**
 * One event that reaches the platform. Several may carry the same `time`: a timer that fires twice, or hours later; one
 * that comes more than six hours late is a dead letter that somebody sends again.
 */
export interface Start {
  readonly id: string;
  readonly function: "audit" | "diff" | "watchdog";
  readonly at: number;
  readonly event: Readonly<Record<string, unknown>>;
  /** How often the platform tries again what threw or was killed. */
  readonly retries: number;
}

/** What goes wrong. Each has an id, by which a shrunk plan names what was left in. */
export type Disturbance = Fault | Kill | Expiry | Mishandling;

/** Hits the `nth` exchange (from 1) of those that match, and `times` in a row. */
export interface Fault {
  readonly id: string;
  readonly kind: "fault";
  readonly service: "ci" | "cos" | "scf";
  readonly match: {
    readonly method?: "GET" | "HEAD" | "PUT" | "POST";
    /** What the decoded path holds. */
    readonly path?: string;
    /** From then on, until then; without them always. */
    readonly from?: number;
    readonly to?: number;
    /** Any answer that tells of this job. */
    readonly jobId?: string;
  };
  readonly nth: number;
  readonly times: number;
  /** `silence`: no answer ever, the try has to be given up. */
  readonly fault: FaultAction | "silence";
}

/** The process dies at its `effect`th exchange (from 1): before the request is carried out, or after, unheard. */
export interface Kill {
  readonly id: string;
  readonly kind: "kill";
  readonly start: string;
  /** Which of the start's tries, from 0. */
  readonly attempt: number;
  readonly effect: number;
  readonly when: "before" | "after";
}

/** From the `effect`th exchange of that try on, the credentials that it was started with are refused. */
export interface Expiry {
  readonly id: string;
  readonly kind: "expiry";
  readonly start: string;
  readonly attempt: number;
  readonly effect: number;
}

/**
 * What the platform makes of the `nth` start (from 1) of a shard over its API, and of `times` in a row. `replay`: it comes
 * to nothing in the time that the platform keeps events, and somebody sends the dead letter again `delayMs` after the start.
 */
export interface Mishandling {
  readonly id: string;
  readonly kind: "mishandling";
  readonly how: InvocationFault["how"] | "replay";
  readonly nth: number;
  readonly times: number;
  readonly delayMs?: number;
}

/** Where the reports of every plan go. */
export const reportBucket = { name: "audit-1250000000", region: "ap-chongqing" } as const;
