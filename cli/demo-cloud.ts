/** The demo's cloud: the built-in scenario, played by the emulator, with its reports in a folder. */

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { buildWorld } from "../emulator/scenario/build-world.ts";
import { demoScenario, demoSeed } from "../emulator/scenario/demo.ts";
import { nightTimes } from "../emulator/scenario/night-times.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import { type Truth, truthOf } from "../emulator/scenario/truth.ts";
import type { Emulator } from "../emulator/server.ts";
import { readSettings } from "../lib/config/settings.ts";
import { compose } from "../lib/runtime/compose.ts";
import { createShiftedClock } from "../lib/runtime/shifted-clock.ts";
import { emulatedCredentials, startEmulatedCloud } from "./emulated-cloud.ts";
import { emulatedSettings, reportPrefix } from "./emulated-settings.ts";
import type { LoadedApp } from "./load-app.ts";

export interface DemoCloud {
  readonly emulator: Emulator;
  readonly app: LoadedApp;
  readonly truth: Truth;
  readonly night: string;
  /** Settings that read the demo's reports after the emulator is gone. */
  readonly config: string;
}

/** Empties what an earlier demo left in `folder`. */
export async function startDemoCloud(folder: string): Promise<DemoCloud> {
  const scenario = demoScenario();
  const clock = createShiftedClock(nightTimes(scenario).now);
  const objects = join(folder, "objects");
  await rm(objects, { recursive: true, force: true });
  await mkdir(objects, { recursive: true });
  const emulator = await startEmulatedCloud({ scenario, seed: demoSeed, port: 0, now: clock.now, objects });
  const settings = readSettings(emulatedSettings(scenario, emulator.url), "the demo");
  const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
  return {
    emulator,
    app: { settings, ...compose(settings, { clock, credentials }) },
    truth: truthOf(scenario, buildWorld(scenario, demoSeed)),
    night: scenario.night,
    config: await writeConfig(scenario, folder),
  };
}

/** The emulated bucket is a folder, so its reports can be read as a folder's. */
async function writeConfig({ reportBucket, timeZone, buckets }: Scenario, folder: string): Promise<string> {
  const path = relative("", join(folder, "objects", reportBucket?.name ?? "", reportPrefix));
  const regions = [...new Set(buckets.map(({ region }) => region))];
  const config = join(folder, "job-audit.yaml");
  await writeFile(config, stringify({ timeZone, regions, report: { store: "directory", path } }));
  return relative("", config);
}
