/** The composition root: settings and credentials in, ports on real adapters out. */

import { createCloudInfinite } from "../adapters/ci/ci-client.ts";
import { createServiceProbe } from "../adapters/ci/probe-service.ts";
import { createCosLog } from "../adapters/cos/cos-log.ts";
import { createCosStore } from "../adapters/cos/cos-store.ts";
import { createDirectoryLog } from "../adapters/directory/directory-log.ts";
import { createDirectoryStore } from "../adapters/directory/directory-store.ts";
import { createHeartbeat } from "../adapters/heartbeat/heartbeat.ts";
import { metricsText } from "../adapters/metrics/metrics-text.ts";
import { createPageRenderer } from "../adapters/page/page-renderer.ts";
import { createFunctions } from "../adapters/scf/functions.ts";
import { createSink } from "../adapters/sinks/create-sink.ts";
import type { Variable } from "../adapters/sinks/sink-variables.ts";
import { systemClock } from "../adapters/system/clock.ts";
import type { Send, Transport } from "../adapters/tencent/request.ts";
import { createSender, type SenderOptions } from "../adapters/tencent/sender.ts";
import { createTransport } from "../adapters/tencent/transport.ts";
import type { Settings } from "../config/settings.ts";
import type { Credentials } from "../core/credentials.ts";
import type { AppendLog } from "../ports/append-log.ts";
import type { Clock, Random } from "../ports/clock.ts";
import type { CloudInfinite } from "../ports/cloud-infinite.ts";
import { type Events, noEvents } from "../ports/events.ts";
import type { Functions } from "../ports/functions.ts";
import type { Heartbeat } from "../ports/heartbeat.ts";
import type { MetricsText } from "../ports/metrics-text.ts";
import type { PageRenderer } from "../ports/page-renderer.ts";
import type { ReportStore } from "../ports/report-store.ts";
import type { ServiceProbe } from "../ports/service-probe.ts";
import type { TriableSink } from "../ports/triable-sink.ts";

export interface App {
  readonly ci: CloudInfinite;
  /** The same service, asked so often a second at most. */
  ciAt(maxRate: number): CloudInfinite;
  readonly probe: ServiceProbe;
  readonly store: ReportStore;
  /** In the same place as the store. */
  readonly log: AppendLog;
  readonly functions: Functions;
  /** In the order of the settings. */
  readonly sinks: readonly TriableSink[];
  /** Null: nobody outside expects to hear from the audit. */
  readonly heartbeat: Heartbeat | null;
  readonly page: PageRenderer;
  readonly metricsText: MetricsText;
  /** Whoever listens to what the run tells. */
  readonly events: Events;
  readonly clock: Clock;
  /** A name that no other run has. */
  nameRun(): string;
}

export interface Surroundings {
  /** Asked when a request is signed, not before: reading a report from a folder needs none. */
  readonly credentials: () => Credentials;
  /** Of the environment: asked when something is sent to a sink. None is set when absent. */
  readonly variable?: Variable;
  readonly clock?: Clock;
  readonly random?: Random;
  /** In place of the one that draws. */
  readonly page?: PageRenderer;
  /** Nobody when absent. */
  readonly events?: Events;
  /** In place of sockets, for every service; endpoints are then none of ours. */
  readonly transport?: Transport;
}

/** One try: long enough for a page of 100 jobs on a slow day, short enough to try again within the deadline. */
const tryTimeoutMs = 20_000;
/** A page of 100 jobs takes about 80 KB; reports are cut far below this too. */
const maxBodyBytes = 256 << 20;
/** A probe that insisted would take its time at each thing that the service does not do. */
const probeTries = 3;
/** At the fastest that a probe goes, 50 requests a second, each may take a second and more. */
const probeInFlight = 64;

export function compose(settings: Settings, surroundings: Surroundings): App {
  const clock = surroundings.clock ?? systemClock;
  const ciAt = (rateCeiling: number | null) =>
    createCloudInfinite({
      send: createSend(settings, surroundings, settings.endpoints.ci, rateCeiling === null ? {} : { rateCeiling }),
    });
  const functions = createFunctions({ ...surroundings, endpoint: settings.endpoints.scf });
  return {
    ci: ciAt(settings.maxRate),
    ciAt,
    clock,
    functions,
    probe: createProbe(settings, surroundings),
    store: createStore(settings, surroundings),
    log: createLog(settings, surroundings),
    nameRun: () => nameRun(surroundings.random ?? Math.random),
    sinks: createSinks(settings, surroundings),
    heartbeat: createBeat(settings, surroundings),
    page: surroundings.page ?? createPageRenderer(),
    metricsText,
    events: surroundings.events ?? noEvents,
  };
}

function createSinks({ alerts }: Settings, surroundings: Surroundings): readonly TriableSink[] {
  const { variable = () => undefined, clock = systemClock, random = Math.random } = surroundings;
  return alerts.sinks.map((place) => createSink(place, { variable, clock, random }));
}

function createBeat({ heartbeat }: Settings, surroundings: Surroundings): Heartbeat | null {
  const { variable = () => undefined, clock = systemClock, random = Math.random } = surroundings;
  return heartbeat === null ? null : createHeartbeat(heartbeat, { variable, clock, random });
}

function createProbe(settings: Settings, surroundings: Surroundings): ServiceProbe {
  const { ci } = settings.endpoints;
  const fast = { ...settings, concurrency: probeInFlight };
  return createServiceProbe({
    send: createSend(settings, surroundings, ci, { attempts: probeTries }),
    sendOnce: createSend(fast, surroundings, ci, { attempts: 1 }),
  });
}

function createStore(settings: Settings, surroundings: Surroundings): ReportStore {
  const { report } = settings;
  if (report.store === "directory") return createDirectoryStore(report.path);
  return createCosStore({ ...report, send: createSend(settings, surroundings, settings.endpoints.cos) });
}

function createLog(settings: Settings, surroundings: Surroundings): AppendLog {
  const { report } = settings;
  if (report.store === "directory") return createDirectoryLog(createDirectoryStore(report.path));
  return createCosLog({ ...report, send: createSend(settings, surroundings, settings.endpoints.cos) });
}

/** 128 bits. */
function nameRun(random: Random): string {
  const words = Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32));
  return words.map((word) => word.toString(16).padStart(8, "0")).join("");
}

function createSend(
  settings: Settings,
  surroundings: Surroundings,
  endpoint: string | null,
  bounds: Pick<SenderOptions, "attempts" | "rateCeiling"> = {},
): Send {
  const { concurrency, requestDeadlineMs } = settings;
  const limits = { maxSockets: concurrency, tryTimeoutMs, maxBodyBytes };
  return createSender({
    transport: surroundings.transport ?? createTransport(endpoint === null ? limits : { ...limits, endpoint }),
    credentials: surroundings.credentials,
    clock: surroundings.clock ?? systemClock,
    random: surroundings.random ?? Math.random,
    events: surroundings.events ?? noEvents,
    maxInFlight: concurrency,
    deadlineMs: requestDeadlineMs,
    ...bounds,
  });
}
