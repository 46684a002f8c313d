/** The cloud that a plan plays in: the emulator's own services on virtual time, without its sockets. */

import { type Answerer, createAnswerer } from "../../emulator/answer.ts";
import type { ListedPage } from "../../emulator/ci/list-jobs.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import type { ObjectStorage } from "../../emulator/cos/object-storage.ts";
import { createCloudFunctions } from "../../emulator/scf/cloud-functions.ts";
import type { InvocationFault } from "../../emulator/scf/invocation-faults.ts";
import { type FunctionHandler, withUsual } from "../../emulator/scf/options.ts";
import type { Credential } from "../../emulator/signature.ts";
import { createStats } from "../../emulator/stats.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { reportBucket, type SimulationPlan } from "../plan.ts";
import type { EventQueue } from "./event-queue.ts";
import type { PlayRecord } from "./record.ts";
import { createRecordingStorage } from "./recording-storage.ts";

export interface Cloud {
  readonly answer: Answerer;
  readonly storage: ObjectStorage;
  /** Makes a credential known. */
  admit(credential: Credential): void;
  /** Once: what the page of this request was, if it was answered with one. */
  takePage(requestId: string): ListedPage | null;
}

export interface CloudParts {
  readonly queue: EventQueue;
  readonly record: PlayRecord;
  /** What runs when these functions are started over the platform's API. */
  readonly started: StartedFunctions;
}

type StartedFunctions = Readonly<Record<"diff" | "shard", FunctionHandler>>;

export function createCloud(plan: SimulationPlan, { queue, record, started }: CloudParts): Cloud {
  const { now } = queue;
  const credentials: Credential[] = [];
  const pages = new Map<string, ListedPage>();
  const storage = createRecordingStorage(record.writes, now);
  const { versioning, listDelayMs } = plan.store ?? { versioning: "never", listDelayMs: 0 };
  const bucket = { ...reportBucket, versioning, multiAz: false } as const;
  const functions = createPlatformApi(plan, { queue, credentials, started });
  const options = {
    ...plan.behaviour,
    world: plan.world,
    credentials,
    cos: createCos({ buckets: [bucket], storage, now, listDelayMs }),
    observePage: (page: ListedPage) => void pages.set(page.requestId, page),
  };
  return {
    answer: createAnswerer(options, { now, stats: createStats(), functions }),
    storage,
    admit: (credential) => void credentials.push(credential),
    takePage(requestId) {
      const page = pages.get(requestId) ?? null;
      pages.delete(requestId);
      return page;
    },
  };
}

interface ApiParts {
  readonly queue: EventQueue;
  readonly credentials: readonly Credential[];
  readonly started: StartedFunctions;
}

function createPlatformApi(plan: SimulationPlan, { queue, credentials, started }: ApiParts) {
  let serial = 0;
  const newId = () => {
    serial += 1;
    return `api-${serial}`;
  };
  const options = {
    ...placesOf(plan, started),
    newId,
    timeLimitMs: plan.timeLimitMs,
    invocationFaults: mishandlingsOf(plan),
  };
  const delay = (ms: number) => new Promise<void>((resolve) => queue.at(queue.now() + ms, resolve));
  return createCloudFunctions(withUsual(options, delay), { credentials, now: queue.now });
}

/** The settings say where they expect the functions; without such a word nobody starts them. */
function placesOf({ settings }: SimulationPlan, started: StartedFunctions) {
  const named = settings.map(({ text }) => readSettings(text, "the plan").functions);
  const diffs = named.flatMap(({ diff }) => diff ?? []);
  const shards = named.flatMap(({ shard }) => shard ?? []);
  const functions = Object.fromEntries([
    ...diffs.map((place) => [place.function, started.diff] as const),
    ...shards.map((place) => [place.function, started.shard] as const),
  ]);
  return { functions, namespace: [...diffs, ...shards][0]?.namespace ?? "default" };
}

function mishandlingsOf({ settings, disturbances, calmFrom = Infinity }: SimulationPlan): readonly InvocationFault[] {
  const names = settings.flatMap(({ text }) => readSettings(text, "the plan").functions.shard?.function ?? []);
  return disturbances.flatMap((one) => {
    if (one.kind !== "mishandling") return [];
    const { how, nth, times, delayMs } = one;
    return names.slice(0, 1).map((functionName) => ({
      functionName,
      how,
      nth,
      times,
      until: calmFrom,
      ...(delayMs && { delayMs }),
    }));
  });
}
