/** One night of the demo: the timer fires, the functions do their work, and what they committed is read. */

import { nightTimes } from "../emulator/scenario/night-times.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import type { AlertMessage } from "../lib/core/alerts/alert-message.ts";
import type { NightName } from "../lib/core/key.ts";
import type { Names } from "../lib/core/names.ts";
import type { Incidents } from "../lib/core/schema/incidents.ts";
import { type CommittedDiff, readCommittedDiff } from "../lib/usecases/diff/read-diff.ts";
import { readStoredIncidents } from "../lib/usecases/notify/stored-incidents.ts";
import { knownNames } from "../lib/usecases/report/known-names.ts";
import { type CommittedNight, readCommittedNight } from "../lib/usecases/report/read-commit.ts";
import { messagesOf } from "./demo-alerts.ts";
import type { DemoCloud } from "./demo-cloud.ts";
import { functionNames } from "./demo-functions.ts";
import { functionRegion } from "./emulated-settings.ts";

export interface Morning {
  readonly night: CommittedNight;
  readonly diff: CommittedDiff;
  /** As they stand behind the night. */
  readonly incidents: Incidents;
  /** That came of this night, in their order. */
  readonly alerts: readonly AlertMessage[];
  readonly names: Names;
}

/** Null when the functions committed no report, no diff or no incidents. */
export async function playNight(cloud: DemoCloud, scenario: Scenario, signal: AbortSignal): Promise<Morning | null> {
  const { now } = nightTimes(scenario);
  const { app, clock, emulator } = cloud;
  clock.set(now);
  const name = { region: functionRegion, namespace: "default", function: functionNames.audit };
  await app.functions.start(name, timerEvent(now), signal);
  await emulator.idle();
  signal.throwIfAborted();
  return readMorning(cloud, { family: "pic", date: scenario.night }, signal);
}

/** As the platform's timer sends it (vendor page "Timer Trigger Description"). */
function timerEvent(at: number): object {
  return {
    Type: "Timer",
    TriggerName: "nightly",
    Time: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
    Message: "",
  };
}

async function readMorning({ app, alerts }: DemoCloud, name: NightName, signal: AbortSignal): Promise<Morning | null> {
  const { store } = app;
  const night = await readCommittedNight(store, name, signal);
  const diff = await readCommittedDiff(store, name, signal);
  const stored = await readStoredIncidents(store, name, signal);
  if (!night || !diff || !stored?.incidents) return null;
  const names = await knownNames(store, night.manifest, signal);
  return { night, diff, incidents: stored.incidents, alerts: messagesOf(alerts, name.date, names), names };
}
