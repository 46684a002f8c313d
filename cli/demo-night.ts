/** One night of the demo: the timer fires, the functions do their work, and what they committed is read. */

import { nightTimes } from "../emulator/scenario/night-times.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import type { NightName } from "../lib/core/key.ts";
import { type CommittedDiff, readCommittedDiff } from "../lib/usecases/diff/read-diff.ts";
import { type CommittedNight, readCommittedNight } from "../lib/usecases/report/read-commit.ts";
import { auditFunction, type DemoCloud } from "./demo-cloud.ts";
import { functionRegion } from "./emulated-settings.ts";

export interface Morning {
  readonly night: CommittedNight;
  readonly diff: CommittedDiff;
}

/** Null when the functions committed no report or no diff. */
export async function playNight(cloud: DemoCloud, scenario: Scenario, signal: AbortSignal): Promise<Morning | null> {
  const { now } = nightTimes(scenario);
  const { app, clock, emulator } = cloud;
  clock.set(now);
  const name = { region: functionRegion, namespace: "default", function: auditFunction };
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

async function readMorning({ app }: DemoCloud, name: NightName, signal: AbortSignal): Promise<Morning | null> {
  const night = await readCommittedNight(app.store, name, signal);
  const diff = await readCommittedDiff(app.store, name, signal);
  return night && diff && { night, diff };
}
