/**
 * The demo's cloud: the built-in nights, played by the emulator, with both functions in it and the reports in a folder.
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
import { createAuditHandler } from "../lib/runtime/audit-handler.ts";
import { compose } from "../lib/runtime/compose.ts";
import { createDiffHandler } from "../lib/runtime/diff-handler.ts";
import type { FunctionSurroundings } from "../lib/runtime/function-spec.ts";
import { createShardHandler } from "../lib/runtime/shard-handler.ts";
import { alertVariables, demoAlerts, receiverSecret } from "./demo-alerts.ts";
import { createDemoClock, type DemoClock } from "./demo-clock.ts";
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
  /** What the functions have logged so far. */
  log(): string;
}

export interface DemoNight {
  readonly scenario: Scenario;
  readonly truth: NightTruth;
}

export const auditFunction = "job-audit-audit";
const diffFunction = "job-audit-diff";
const shardFunction = "job-audit-shard";

/** So small that each of the demo's nights is too large for one instance. */
const smallShards = { shards: 8, pagesPerShard: 4 } as const;
/** What a platform may make of starts that it took. */
const mishaps = [
  { functionName: shardFunction, nth: 2, times: 1, how: "duplicate" },
  { functionName: shardFunction, nth: 5, times: 1, how: "throttle" },
] as const;

const credentialVariables = {
  TENCENTCLOUD_SECRETID: emulatedCredentials.secretId,
  TENCENTCLOUD_SECRETKEY: emulatedCredentials.secretKey,
};

export interface DemoCloudOptions {
  readonly series?: Series;
  /** Whether nights are spread over several instances, some of whose starts go wrong. */
  readonly fanOut?: boolean;
}

/** Empties what an earlier demo left in `folder`. */
export async function startDemoCloud(folder: string, options: DemoCloudOptions = {}): Promise<DemoCloud> {
  const { series = demoSeries(), fanOut = false } = options;
  const [{ scenario }] = series.nights as [Series["nights"][number]];
  const world = buildSeries(series, demoSeed);
  const clock = createDemoClock(nightTimes(scenario).from);
  const objects = await emptyFolder(folder);
  const alerts = await startWebhookReceiver({ secret: receiverSecret, now: clock.now });
  const platform = demoFunctions(clock, { ...credentialVariables, ...alertVariables(alerts) });
  const { functions } = platform;
  const emulator = await startEmulatedCloud({ scenario, world, port: 0, now: clock.now, objects, functions });
  const spread = fanOut ? { shardFunction, fanOut: smallShards } : {};
  const text = emulatedSettings(scenario, emulator.url, { diffFunction, alerts: demoAlerts, ...spread });
  platform.configure(text);
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
    log: platform.log,
  };
}

async function emptyFolder(folder: string): Promise<string> {
  const objects = join(folder, "objects");
  await rm(objects, { recursive: true, force: true });
  await mkdir(objects, { recursive: true });
  return objects;
}

/** The functions as they are deployed, but for what is around them: settings come once the cloud's address is known. */
function demoFunctions(clock: DemoClock, env: FunctionSurroundings["env"]) {
  let settings: string | null = null;
  let log = "";
  const write = (line: string) => {
    log += line;
  };
  const surroundings: FunctionSurroundings = { env, clock, log: { write }, settingsText: () => settings };
  return {
    functions: {
      functions: {
        [auditFunction]: createAuditHandler(surroundings),
        [diffFunction]: createDiffHandler(surroundings),
        [shardFunction]: createShardHandler(surroundings),
      },
      invocationFaults: mishaps,
      // A demo that fails is to say so at once.
      retries: 0,
    },
    configure(text: string): void {
      settings = text;
    },
    log: () => log,
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
