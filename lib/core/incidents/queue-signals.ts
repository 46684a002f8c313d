/** Queues that somebody changed. A change is told on one night; what it led to lasts, and keeps its incident open. */

import type { QueueRow } from "../schema/queue.ts";
import type { QueueChange, QueueChangeRow } from "../schema/regression.ts";
import type { AlertRule } from "../schema/signals.ts";
import type { ScopeCoverage } from "./coverage-signals.ts";
import { createHeaviest, createWarm, type Fired } from "./fired.ts";
import { type Place, subjectOf } from "./subject.ts";

const rules: { readonly [change in QueueChange]?: AlertRule } = {
  paused: "queue.paused",
  "callback-off": "queue.callback-off",
  gone: "queue.gone",
};

export interface QueueSignals {
  add(row: QueueChangeRow): void;
  /** A queue as it is in this night. */
  addQueue(row: QueueRow): void;
  fired(): Fired;
}

export function createQueueSignals(scopes: readonly ScopeCoverage[]): QueueSignals {
  const heaviest = createHeaviest();
  const warm = createWarm();
  for (const { scope, coverage } of scopes) if (coverage === "gone") warm.add("queue.gone", placeOf(scope));
  return {
    add(row) {
      const rule = rules[row.change];
      if (rule === undefined) return;
      heaviest.add({ signal: { ...subjectOf(rule, placeOf(row)), severity: "warning", evidence: row }, weight: 1 });
    },
    addQueue(row) {
      if (row.state === "Paused") warm.add("queue.paused", placeOf(row));
      if (row.callback.state === "Off") warm.add("queue.callback-off", placeOf(row));
    },
    fired() {
      const signals = heaviest.signals();
      return { signals, warm: warm.besides(signals) };
    },
  };
}

function placeOf({ region, bucket, queueId }: Pick<QueueRow, "region" | "bucket" | "queueId">): Place {
  return { region, bucket, queueId, tag: null };
}
