/** The cloud that a plan plays in: the emulator's own services on virtual time, without its sockets. */

import { type Answerer, createAnswerer } from "../../emulator/answer.ts";
import type { ListedPage } from "../../emulator/ci/list-jobs.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import type { ObjectStorage } from "../../emulator/cos/object-storage.ts";
import type { Credential } from "../../emulator/signature.ts";
import { createStats } from "../../emulator/stats.ts";
import { reportBucket, type SimulationPlan } from "../plan.ts";
import type { EventQueue } from "./event-queue.ts";
import { createPlatformApi, type StartedFunctions } from "./platform-api.ts";
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

export function createCloud(plan: SimulationPlan, { queue, record, started }: CloudParts): Cloud {
  const { now } = queue;
  const credentials: Credential[] = [];
  const pages = new Map<string, ListedPage>();
  const storage = createRecordingStorage(record.writes, now);
  const { versioning, listDelayMs } = plan.store ?? { versioning: "never", listDelayMs: 0 };
  const bucket = { ...reportBucket, versioning, multiAz: false } as const;
  const functions = createPlatformApi(plan, { queue, record, credentials, started });
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
