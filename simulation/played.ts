/** What came of a plan that was played: everything that the oracle may look at. */

import type { Mishandling } from "./plan.ts";

export interface Played {
  /** Objects of the report bucket in the end, by key. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Every write that the bucket carried out, in order, also those whose answer was lost. */
  readonly writes: readonly Write[];
  readonly invocations: readonly Invocation[];
  /** Every line that a function logged. */
  readonly log: readonly string[];
  /** Every page of jobs that reached a function undamaged: which queue and tag, and when it was answered. In that order. */
  readonly listings: readonly Listing[];
  /** Every request for jobs, queues and buckets that went out, in order, also those that nobody answered. */
  readonly asked: readonly Asked[];
  /** Every start of a shard that the platform mishandled. */
  readonly mishandled: readonly Mishandled[];
  readonly exchanges: number;
  /** How often each kind of disturbance took effect: `429`, `reset`, `silence`, `kill before`, `expiry`, … */
  readonly fired: Readonly<Record<string, number>>;
  /** Of all the above, so that two plays of one plan can be compared. */
  readonly digest: string;
}

export interface Write {
  readonly at: number;
  readonly key: string;
  readonly sha256: string;
  /** Bytes that lay there before; null when there were none. */
  readonly replaced: string | null;
}

export interface Invocation {
  /** Of the start; `audit <n>`, `diff <n>` and `shard <n>` for those that were started over the platform's API. */
  readonly start: string;
  readonly attempt: number;
  readonly function: "audit" | "diff" | "shard" | "watchdog";
  readonly event: unknown;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly end: "returned" | "threw" | "killed" | "timed-out";
  /** What was returned, or the error's text. */
  readonly value: unknown;
  readonly exchanges: number;
}

export interface Asked {
  readonly at: number;
  readonly host: string;
  /** By which try of which start. */
  readonly start: string;
  readonly attempt: number;
}

export interface Mishandled {
  readonly at: number;
  readonly how: Mishandling["how"];
}

export interface Listing {
  readonly at: number;
  readonly bucket: string;
  readonly queueId: string;
  readonly tag: string;
  readonly from: number;
  readonly to: number;
  readonly jobIds: readonly string[];
}

/** A promise that did not hold. */
export interface Violation {
  /** By the number of the promise: 1 nothing missed … 7 no secrets out; `defect` for what no program should do. */
  readonly promise: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "defect";
  /** What was expected and what was seen, with the night, scope and job. */
  readonly text: string;
}
