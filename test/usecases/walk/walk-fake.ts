/** Walks a window of the sample scope over a fake service and tells what came of it. */

import type { Job } from "../../../lib/core/job.ts";
import type { Window } from "../../../lib/core/window.ts";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import type { WalkResult } from "../../../lib/usecases/walk/walk-result.ts";
import { walkWindow } from "../../../lib/usecases/walk/walk-window.ts";
import { defaultWalkLimits, type JobSink, type WalkLimits } from "../../../lib/usecases/walk/window-walk.ts";
import { aScope } from "../../fakes/samples.ts";

export interface Walked {
  /** What the last sink was given, in the order in which it was given. */
  readonly found: readonly Job[];
  readonly batches: readonly (readonly Job[])[];
  /** Of each batch, whether it was given as lying in a hole. */
  readonly inHole: readonly boolean[];
  readonly result: WalkResult<JobSink>;
  /** Bodies of undecodable answers, by the key under which they were kept. */
  readonly kept: ReadonlyMap<string, string>;
}

export interface WalkOptions {
  readonly limits?: Partial<WalkLimits>;
  readonly planned?: readonly string[];
  readonly signal?: AbortSignal;
  onPage?(jobs: number): void;
}

export async function walkFake(ci: CloudInfinite, window: Window, options: WalkOptions = {}): Promise<Walked> {
  let batches: (readonly Job[])[] = [];
  let inHole: boolean[] = [];
  const kept = new Map<string, string>();
  const deps = {
    ci,
    isPlanned: (key: string) => options.planned?.includes(key) ?? false,
    async keepRaw(body: Uint8Array) {
      const key = `raw/${kept.size}`;
      kept.set(key, Buffer.from(body).toString());
      return key;
    },
    onPage: options.onPage ?? (() => {}),
    limits: { ...defaultWalkLimits, ...options.limits },
  };
  const openSink = () => {
    const mine: (readonly Job[])[] = [];
    const holes: boolean[] = [];
    [batches, inHole] = [mine, holes];
    return {
      async add(jobs: readonly Job[], isInHole: boolean) {
        mine.push(jobs);
        holes.push(isInHole);
      },
    };
  };
  const signal = options.signal ?? new AbortController().signal;
  const result = await walkWindow(deps, { scope: aScope, window, openSink }, signal);
  return { found: batches.flat(), batches, inHole, result, kept };
}
