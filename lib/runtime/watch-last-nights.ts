/** The watchdog's look as the settings ask for it, and what came of it as numbers: for the function and for the command. */

import type { Settings } from "../config/settings.ts";
import type { FamilyName } from "../core/family.ts";
import type { NightName } from "../core/key.ts";
import type { TroubleKind } from "../core/watch/trouble.ts";
import { type Watched, watchNights } from "../usecases/watch/watch-nights.ts";
import { auditRequestOf } from "./audit-request.ts";
import type { App } from "./compose.ts";
import { readMeasurement } from "./measured.ts";

interface SentNews {
  readonly sink: string;
  readonly date: string;
  readonly items: number;
}

/** What the function returns and logs, and the command prints. */
export interface WatchResult {
  /** What was looked at, oldest first; `commit` null: there is none. */
  readonly nights: readonly (NightName & {
    readonly commit: "complete" | "incomplete" | null;
    readonly troubles: readonly TroubleKind[];
  })[];
  /** Runs that this look started again. */
  readonly restarted: readonly (NightName & { readonly runId: string })[];
  readonly sent: readonly SentNews[];
  /** The next look tries again. */
  readonly failed: readonly (SentNews & { readonly reason: string })[];
  readonly problems: readonly string[];
}

interface WatchingApp extends App {
  readonly settings: Settings;
}

export async function watchLastNights(app: WatchingApp, signal: AbortSignal): Promise<Watched> {
  const { settings, sinks } = app;
  const { families, timeZone, settleMs, catchUpMs, watchdog, functions, alerts } = settings;
  const measured = await readMeasured(app, signal);
  return watchNights(
    { ...app, recipients: sinks.map((sink) => ({ sink, severity: sink.severity })) },
    {
      families,
      timeZone,
      settleMs,
      nights: Math.ceil(catchUpMs / 86_400_000),
      ...watchdog,
      auditFunction: functions.audit,
      shardFunction: functions.shard,
      silences: alerts.silences,
      requestOf: ({ family, date }) => auditRequestOf(settings, family, date, measured.get(family)),
    },
    signal,
  );
}

/** The id of a run follows from what was measured too. */
async function readMeasured({ settings, store }: WatchingApp, signal: AbortSignal) {
  const read = async (family: FamilyName) => [family, (await readMeasurement(store, family, signal)).measured] as const;
  return new Map(await Promise.all(settings.families.map(read)));
}

export function watchResult({ nights, deliveries, problems }: Watched): WatchResult {
  const all = deliveries.map(({ sink, night, items, reason }) => ({ sink, date: night, items, reason }));
  return {
    nights: nights.map(({ name, commit, troubles }) => ({
      ...name,
      commit: commit?.status ?? null,
      troubles: troubles.map(({ kind }) => kind),
    })),
    restarted: nights.flatMap(({ name, restarted }) => (restarted === null ? [] : [{ ...name, runId: restarted }])),
    sent: all.flatMap(({ reason, ...sent }) => (reason === null ? [sent] : [])),
    failed: all.flatMap(({ reason, ...failed }) => (reason === null ? [] : [{ ...failed, reason }])),
    problems,
  };
}
