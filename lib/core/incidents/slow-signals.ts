/** Waiting or running that takes longer: one signal a scope, since jobs wait for longer where jobs run for longer. */

import type { SlowChange } from "../schema/regression.ts";
import type { Severity } from "../schema/signals.ts";
import { createHeaviest, createWarm, type Fired } from "./fired.ts";
import { subjectOf } from "./subject.ts";

/** So many times as long is more than a note. */
const warningRatio = 3;

export interface SlowSignals {
  add(row: SlowChange): void;
  fired(): Fired;
}

export function createSlowSignals(): SlowSignals {
  const heaviest = createHeaviest();
  const warm = createWarm();
  return {
    add(row) {
      const severity: Severity = row.after >= warningRatio * row.before ? "warning" : "info";
      const signal = { ...subjectOf("duration.slow", row), severity, evidence: row };
      if (row.worse) heaviest.add({ signal, weight: row.score });
      else warm.add("duration.slow", row);
    },
    fired() {
      const signals = heaviest.signals();
      return { signals, warm: warm.besides(signals) };
    },
  };
}
