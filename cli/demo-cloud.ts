/**
 * The demo's cloud: the built-in nights, played by the emulator, with the functions in it and the reports in a folder.
 */

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { buildSeries } from "../emulator/scenario/build-series.ts";
import { demoSeed, demoSeries } from "../emulator/scenario/demo.ts";
import { nightTimes } from "../emulator/scenario/night-times.ts";
import type { NightTruth } from "../emulator/scenario/night-truth.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import type { Series } from "../emulator/scenario/series.ts";
import { truthOfSeries } from "../emulator/scenario/truth-of-series.ts";
import type { Emulator } from "../emulator/server.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../emulator/webhook-receiver.ts";
import { readSettings } from "../lib/config/settings.ts";
import { compose } from "../lib/runtime/compose.ts";
import { alertVariables, demoAlerts, receiverSecret } from "./demo-alerts.ts";
import { createDemoClock, type DemoClock } from "./demo-clock.ts";
import { type DemoFunctions, functionNames, handlersHere } from "./demo-functions.ts";
import { instancesOf, readBundles, smallShards } from "./demo-instances.ts";
import { emulatedCredentials, startEmulatedCloud } from "./emulated-cloud.ts";
import { emulatedSettings, reportPrefix } from "./emulated-settings.ts";
import type { LoadedApp } from "./load-app.ts";

export interface DemoCloud {
  readonly emulator: Emulator;
  /** Takes the alerts. */
  readonly alerts: WebhookReceiver;
  readonly app: LoadedApp;
  readonly clock: DemoClock;
  readonly nights: readonly DemoNight[];
  /** Settings that read the demo's reports after the emulator is gone. */
  readonly config: string;
  readonly functions: Pick<DemoFunctions, "log" | "stop" | "runs">;
}

export interface DemoNight {
  readonly scenario: Scenario;
  readonly truth: NightTruth;
}

export interface DemoCloudOptions {
  readonly series?: Series;
  /** The folder of the bundled functions: each night is spread over instances of them, some of whose starts go wrong. */
  readonly bundles?: string;
}

/** Empties what an earlier demo left in `folder`. Throws `ConfigError` where the bundled functions are not. */
export async function startDemoCloud(folder: string, options: DemoCloudOptions = {}): Promise<DemoCloud> {
  const { series = demoSeries() } = options;
  const bundles = options.bundles === undefined ? null : await readBundles(options.bundles);
  const [{ scenario }] = series.nights as [Series["nights"][number]];
  const world = buildSeries(series, demoSeed);
  const clock = createDemoClock(nightTimes(scenario).from);
  const objects = await emptyFolder(folder);
  const alerts = await startWebhookReceiver({ secret: receiverSecret, now: clock.now });
  const variables = alertVariables(alerts);
  const platform = bundles === null ? handlersHere(clock, variables) : instancesOf({ bundles, clock, variables });
  const { functions, identities } = platform;
  const played = { scenario, world, functions, ...(identities && { identities }) };
  const emulator = await startEmulatedCloud({ ...played, port: 0, now: clock.now, objects });
  const text = emulatedSettings(scenario, emulator.url, {
    diffFunction: functionNames.diff,
    alerts: demoAlerts,
    ...(bundles && { shardFunction: functionNames.shard, fanOut: smallShards }),
  });
  platform.configure(emulator, text);
  const settings = readSettings(text, "the demo");
  const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
  const truths = truthOfSeries(series, world);
  return {
    emulator,
    alerts,
    clock,
    app: { settings, ...compose(settings, { clock, credentials }) },
    nights: series.nights.map((night, at) => ({ scenario: night.scenario, truth: truths[at] as NightTruth })),
    config: await writeConfig(scenario, folder),
    functions: platform,
  };
}

async function emptyFolder(folder: string): Promise<string> {
  const objects = join(folder, "objects");
  await rm(objects, { recursive: true, force: true });
  await mkdir(objects, { recursive: true });
  return objects;
}

/** The emulated bucket is a folder, so its reports can be read as a folder's. */
async function writeConfig({ reportBucket, timeZone, buckets }: Scenario, folder: string): Promise<string> {
  const path = relative("", join(folder, "objects", reportBucket?.name ?? "", reportPrefix));
  const regions = [...new Set(buckets.map(({ region }) => region))];
  const config = join(folder, "job-audit.yaml");
  await writeFile(config, stringify({ timeZone, regions, report: { store: "directory", path } }));
  return relative("", config);
}
