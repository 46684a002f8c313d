/** What `backtest --json` prints: one object, whose keys scripts rely on. */

import type { LeftOut } from "../../lib/core/schema/diff.ts";
import { type AlertRule, type AlertSubject, alertRules, type Severity } from "../../lib/core/schema/signals.ts";
import type { Backtest, ReplayedNight } from "../../lib/usecases/backtest/backtest.ts";
import type { NightsFrame } from "./nights-object.ts";

export interface BacktestObject extends NightsFrame {
  readonly nights: readonly BacktestNight[];
  /** What would have gone out, of all nights; news that an incident is over is told too. */
  readonly alerts: number;
  /** In thirty nights; null where none is committed. */
  readonly alertsPerMonth: number | null;
  /** Nights in which each rule fired, by how many signals. */
  readonly byRule: readonly { readonly rule: AlertRule; readonly nights: number; readonly fired: number }[];
  readonly leftOut: readonly LeftOut[];
}

export interface BacktestNight {
  readonly night: string;
  readonly fired: readonly (AlertSubject & { readonly severity: Severity })[];
  readonly told: readonly (AlertSubject & { readonly change: string; readonly severity: Severity })[];
  readonly silenced: number;
  readonly inhibited: number;
  readonly committed: ReplayedNight["committed"];
}

const monthNights = 30;

export function backtestObject(frame: NightsFrame, { nights, leftOut }: Backtest): BacktestObject {
  const alerts = nights.reduce((sum, { items }) => sum + items.length, 0);
  return {
    ...frame,
    alerts,
    alertsPerMonth: nights.length === 0 ? null : Math.round((10 * monthNights * alerts) / nights.length) / 10,
    byRule: alertRules.map((rule) => ({ rule, ...countsOf(nights, rule) })).filter(({ fired }) => fired > 0),
    leftOut,
    nights: nights.map(nightObject),
  };
}

function countsOf(nights: readonly ReplayedNight[], rule: AlertRule) {
  const counts = nights.map(({ fired }) => fired.filter((signal) => signal.rule === rule).length);
  return { nights: counts.filter((count) => count > 0).length, fired: counts.reduce((sum, count) => sum + count, 0) };
}

function nightObject({ night, fired, items, silenced, inhibited, committed }: ReplayedNight): BacktestNight {
  return {
    night,
    fired: fired.map((signal) => ({ ...subjectIn(signal), severity: signal.severity })),
    told: items.map(({ change, incident }) => ({ ...subjectIn(incident), change, severity: incident.severity })),
    silenced,
    inhibited,
    committed,
  };
}

function subjectIn({ rule, region, bucket, queueId, tag, operation, fingerprint }: AlertSubject): AlertSubject {
  return { rule, region, bucket, queueId, tag, operation, fingerprint };
}
