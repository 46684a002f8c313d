/** The cloud that a plan plays in: the emulator's own services on virtual time, without its sockets. */

import { type Answerer, createAnswerer } from "../../emulator/answer.ts";
import type { ListedPage } from "../../emulator/ci/list-jobs.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import type { ObjectStorage } from "../../emulator/cos/object-storage.ts";
import { createCloudFunctions } from "../../emulator/scf/cloud-functions.ts";
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
  /** Runs when the diff function is started over the platform's API. */
  readonly diff: FunctionHandler;
}

export function createCloud(plan: SimulationPlan, { queue, record, diff }: CloudParts): Cloud {
  const { now } = queue;
  const credentials: Credential[] = [];
  const pages = new Map<string, ListedPage>();
  const storage = createRecordingStorage(record.writes, now);
  const { versioning, listDelayMs } = plan.store ?? { versioning: "never", listDelayMs: 0 };
  const bucket = { ...reportBucket, versioning, multiAz: false } as const;
  const functions = createPlatformApi(plan, { queue, credentials, diff });
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
  readonly diff: FunctionHandler;
}

function createPlatformApi(plan: SimulationPlan, { queue, credentials, diff }: ApiParts) {
  let serial = 0;
  const newId = () => {
    serial += 1;
    return `api-${serial}`;
  };
  const options = { ...placeOfDiff(plan, diff), newId, timeLimitMs: plan.timeLimitMs };
  const delay = (ms: number) => new Promise<void>((resolve) => queue.at(queue.now() + ms, resolve));
  return createCloudFunctions(withUsual(options, delay), { credentials, now: queue.now });
}

/** The settings say where they expect the diff function; without such a word nobody starts it. */
function placeOfDiff({ settings }: SimulationPlan, diff: FunctionHandler) {
  const places = settings.flatMap(({ text }) => readSettings(text, "the plan").functions.diff ?? []);
  const functions = Object.fromEntries(places.map((place) => [place.function, diff]));
  return { functions, namespace: places[0]?.namespace ?? "default" };
}
