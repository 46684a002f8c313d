/** An emulated cloud with a night of a few jobs, and the world of the functions that are to audit it. */

import { onTestFinished } from "vitest";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import { nightTimes } from "../../emulator/scenario/night-times.ts";
import { createScenario } from "../../emulator/scenario/read-scenario.ts";
import type { ScenarioInput } from "../../emulator/scenario/scenario.ts";
import type { Emulator } from "../../emulator/server.ts";
import { readSettings } from "../../lib/config/settings.ts";
import type { Clock } from "../../lib/ports/clock.ts";
import { type App, compose } from "../../lib/runtime/compose.ts";
import type { FunctionSurroundings } from "../../lib/runtime/function-spec.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { type Lines, lines } from "../runtime/lines.ts";

export interface FunctionCloud {
  readonly emulator: Emulator;
  readonly settings: string;
  readonly surroundings: FunctionSurroundings & { readonly log: Lines };
  /** Reads what the functions left behind. */
  readonly app: App;
}

export const night = "2026-11-20";
/** Fired at 18:30 UTC, half past two in the morning where the nights are: half an hour after the night has settled. */
export const timer = { Type: "Timer", TriggerName: "nightly", Time: "2026-11-20T18:30:00Z", Message: "" };

export const environment = {
  TENCENTCLOUD_SECRETID: emulatedCredentials.secretId,
  TENCENTCLOUD_SECRETKEY: emulatedCredentials.secretKey,
};

/** 200 jobs, of which 10 fail. */
const aNight: ScenarioInput = {
  night,
  jobs: 200,
  reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
  buckets: [
    {
      name: "photos-1250000000",
      region: "ap-chongqing",
      queues: [{ id: "p0123456789abcdef0123456789abcdef", name: "thumbnails" }],
    },
  ],
  tags: { PicProcess: 1 },
  failures: [{ code: "ResourceDownloadFailed", messages: ["404"], share: 0.05 }],
  hang: { queued: 0, running: 0 },
  hiddenFailures: 0,
  cancelled: 0,
};

export interface FunctionCloudOptions {
  readonly night?: string;
  readonly clock?: Clock;
  /** The emulated platform has a function of that name, which returns at once; without it, none. */
  readonly idleFunction?: string;
}

/** Its clock stands still in the morning after the night, unless there is another. */
export async function openFunctionCloud(own: FunctionCloudOptions = {}): Promise<FunctionCloud> {
  const scenario = createScenario({ ...aNight, night: own.night ?? night }, "the test");
  const clock = own.clock ?? createQuickClock(nightTimes(scenario).now);
  const { idleFunction } = own;
  const functions =
    idleFunction === undefined ? {} : { functions: { functions: { [idleFunction]: async () => null } } };
  const emulator = await startEmulatedCloud({
    scenario,
    seed: 1,
    port: 0,
    now: clock.now,
    objects: null,
    ...functions,
  });
  onTestFinished(() => emulator.close());
  const settings = emulatedSettings(scenario, emulator.url);
  const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
  return {
    emulator,
    settings,
    surroundings: { env: { ...environment }, clock, log: lines(), settingsText: () => settings },
    app: compose(readSettings(settings, "the test"), { clock, credentials }),
  };
}
