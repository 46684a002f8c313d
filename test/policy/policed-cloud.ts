/**
 * An emulated cloud that enforces policies: two nights, every function under a role of their own, alerts, and a second
 * bucket. The functions have no credentials but the role's.
 */

import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { alertVariables, demoAlerts, receiverSecret } from "../../cli/demo-alerts.ts";
import { createDemoClock, type DemoClock } from "../../cli/demo-clock.ts";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings, functionRegion } from "../../cli/emulated-settings.ts";
import { type PolicyFlags, policyFactsOf } from "../../cli/policy-facts-of.ts";
import { createIdentities } from "../../emulator/cam/identities.ts";
import type { PolicyDocument } from "../../emulator/cam/policy-document.ts";
import type { CosBucket } from "../../emulator/cos/call.ts";
import { buildSeries } from "../../emulator/scenario/build-series.ts";
import { nightTimes } from "../../emulator/scenario/night-times.ts";
import { createSeries } from "../../emulator/scenario/read-series.ts";
import type { SeriesInput } from "../../emulator/scenario/series.ts";
import type { Emulator } from "../../emulator/server.ts";
import type { Credential } from "../../emulator/signature.ts";
import { startWebhookReceiver } from "../../emulator/webhook-receiver.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { type App, compose } from "../../lib/runtime/compose.ts";
import { createDiffHandler } from "../../lib/runtime/diff-handler.ts";
import { createShardHandler } from "../../lib/runtime/shard-handler.ts";
import { createWatchdogHandler } from "../../lib/runtime/watchdog-handler.ts";
import { type Lines, lines } from "../runtime/lines.ts";

export const roleName = "job-audit";
export const readerCredential = { secretId: "AKIDreader", secretKey: "reader-key" };
export const deployerCredential = { secretId: "AKIDdeployer", secretKey: "deployer-key" };

const signal = new AbortController().signal;
const timedOut = { code: "ProcessTimeout", messages: ["Processing timed out after 36000 s"] };

const series: SeriesInput = {
  jobs: 120,
  reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
  buckets: [
    { name: "photos-1250000000", region: "ap-chongqing", queues: [{ name: "thumbnails" }] },
    { name: "scans-1250000000", region: "ap-guangzhou", queues: [{ name: "pages" }] },
  ],
  tags: { PicProcess: 1 },
  failures: [{ code: "UnsupportedFormat", messages: ["unsupported"], share: 0.02 }],
  nights: [
    {
      night: "2026-11-19",
      late: [
        { share: 0.02, hangs: "running", becomes: "Failed", at: "09:00", failure: timedOut },
        // The list does not hold it any more, so that it is looked up.
        { share: 0.02, hangs: "running", becomes: "gone", at: "09:00" },
      ],
    },
    { night: "2026-11-20", alsoFailing: [{ code: "TemplateNotExist", messages: ["no template"], share: 0.2 }] },
  ],
};

/** After the audit's timer: later than `watchdog.grace`, 4 h, behind it. */
const dueMs = 4.5 * 3_600_000;

interface Firing {
  readonly night: PolicedNight;
  /** Milliseconds after the audit's timer. */
  readonly at: number;
  readonly TriggerName: string;
}

export type PolicedNight = "2026-11-19" | "2026-11-20";

export interface PolicedOptions {
  readonly execution?: PolicyDocument;
  readonly reader?: PolicyDocument;
  readonly deploy?: PolicyDocument;
  readonly namesFunctions?: boolean;
  readonly multiAz?: CosBucket["multiAz"];
  /** Whether nights are read by several instances. */
  readonly spread?: boolean;
}

export interface PolicedCloud {
  readonly emulator: Emulator;
  readonly settings: string;
  readonly clock: DemoClock;
  /** Of all functions. */
  readonly log: Lines;
  /** What somebody with this credential has, under these settings unless there are others. */
  as(credential: Credential, settings?: string): App;
  /** Temporary credentials of the functions' role. */
  assume(): Required<Credential>;
  /** From the next request on. */
  permit(execution: PolicyDocument): void;
  /** Fires the audit's timer in the morning after a night, and tells what every function that ran returned or threw. */
  morning(night: PolicedNight): Promise<readonly unknown[]>;
  /** The same with the watchdog's timer, when the night has to be there. */
  watch(night: PolicedNight): Promise<readonly unknown[]>;
}

export function policySettings(options: Pick<PolicedOptions, "spread"> = {}): string {
  return settingsFor("http://127.0.0.1:9", options);
}

function settingsFor(
  url: string,
  { spread = false }: Pick<PolicedOptions, "spread">,
  first = createSeries(series, "the test").nights[0],
): string {
  if (first === undefined) throw new Error("there is no night");
  return `${emulatedSettings(first.scenario, url, {
    auditFunction: "job-audit-audit",
    diffFunction: "job-audit-diff",
    ...(spread && { shardFunction: "job-audit-shard", fanOut: { shards: 2, pagesPerShard: 1 } }),
    alerts: demoAlerts,
  })}window: 24h\n`;
}

export function factsFor(settings: string, flags: Partial<PolicyFlags> = {}) {
  return policyFactsOf(readSettings(settings, "the test"), { role: roleName, ...flags });
}

export async function openPolicedCloud(options: PolicedOptions): Promise<PolicedCloud> {
  const played = createSeries(series, "the test");
  const { nights } = played;
  const { scenario } = nights[0] as (typeof nights)[number];
  const everything: PolicyDocument = {
    version: "2.0",
    statement: [{ effect: "allow", action: ["*"], resource: ["*"] }],
  };
  const role = { name: roleName, policy: options.execution ?? everything };
  const identities = createIdentities({
    users: [
      { credential: readerCredential, ...(options.reader && { policy: options.reader }) },
      { credential: deployerCredential, ...(options.deploy && { policy: options.deploy }) },
    ],
    roles: [role],
    newId: randomUUID,
    namesFunctions: options.namesFunctions ?? true,
  });
  const clock = createDemoClock(nightTimes(scenario).from);
  const receiver = await startWebhookReceiver({ secret: receiverSecret, now: clock.now });
  onTestFinished(() => receiver.close());
  let settings = "";
  const log = lines();
  const surroundings = () => {
    const assumed = identities.assume(roleName, clock.now());
    const env = {
      TENCENTCLOUD_SECRETID: assumed?.secretId,
      TENCENTCLOUD_SECRETKEY: assumed?.secretKey,
      TENCENTCLOUD_SESSIONTOKEN: assumed?.sessionToken,
      ...alertVariables(receiver),
    };
    return { env, clock, log, settingsText: () => settings };
  };
  const emulator = await startEmulatedCloud({
    scenario: {
      ...scenario,
      reportBucket: scenario.reportBucket && { ...scenario.reportBucket, multiAz: options.multiAz ?? false },
    },
    world: buildSeries(played, 1),
    port: 0,
    now: clock.now,
    objects: null,
    identities,
    functions: {
      functions: {
        "job-audit-audit": (event, context) => createAuditHandler(surroundings())(event, context),
        "job-audit-diff": (event, context) => createDiffHandler(surroundings())(event, context),
        "job-audit-shard": (event, context) => createShardHandler(surroundings())(event, context),
        "job-audit-watchdog": (event, context) => createWatchdogHandler(surroundings())(event, context),
      },
      retries: 0,
    },
  });
  onTestFinished(() => emulator.close());
  settings = settingsFor(emulator.url, options, nights[0]);
  const owner = compose(readSettings(settings, "the test"), {
    clock,
    credentials: () => ({ ...emulatedCredentials, sessionToken: null }),
  });
  return {
    emulator,
    settings,
    clock,
    log,
    as: (credential, text = settings) => {
      const own = () => ({ sessionToken: null, ...credential });
      return compose(readSettings(text, "the test"), { clock, credentials: own });
    },
    assume: () => identities.assume(roleName, clock.now()) as Required<Credential>,
    permit(execution) {
      role.policy = execution;
    },
    morning: (night) => fire("job-audit-audit", { night, at: 0, TriggerName: "nightly" }),
    watch: (night) => fire("job-audit-watchdog", { night, at: dueMs, TriggerName: "morning" }),
  };

  async function fire(name: string, { night, at, TriggerName }: Firing): Promise<readonly unknown[]> {
    const morning = nights.find((each) => each.scenario.night === night);
    if (morning === undefined) throw new Error("there is no such night");
    const now = nightTimes(morning.scenario).now + at;
    clock.set(now);
    const before = emulator.scf.results.length;
    const Time = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
    const place = { region: functionRegion, namespace: "default", function: name };
    await owner.functions.start(place, { Type: "Timer", TriggerName, Time, Message: "" }, signal);
    await emulator.idle();
    return emulator.scf.results
      .slice(before)
      .flatMap(({ tries }) => tries.map((tried) => (tried.ok ? tried.value : String(tried.error))));
  }
}
