/** The truth about queues: what a list of them shows changed since the night before. */

import type { QueueChange } from "../../lib/core/schema/regression.ts";
import type { QueueView } from "../ci/queue-at.ts";
import type { EmulatedNotify } from "../world.ts";
import type { TruthQueue } from "./night-truth.ts";
import type { SeenNight } from "./seen-night.ts";

export function truthOfQueues(night: SeenNight, before: SeenNight | undefined): readonly TruthQueue[] {
  if (before === undefined) return [];
  const ids = [...new Set([...before.queues.keys(), ...night.queues.keys()])].sort();
  return ids.flatMap((queueId) =>
    changesOf(before.queues.get(queueId), night.queues.get(queueId)).map((change) => ({ queueId, change })),
  );
}

function changesOf(was: QueueView | undefined, is: QueueView | undefined): readonly QueueChange[] {
  if (is === undefined) return ["gone"];
  if (was === undefined) return ["new"];
  const limits = was.maxSize !== is.maxSize || was.maxConcurrent !== is.maxConcurrent;
  return [
    ...(was.state === is.state ? [] : [is.state === "Paused" ? ("paused" as const) : ("resumed" as const)]),
    ...callbackChange(was.notify, is.notify),
    ...(limits ? ["limits-changed" as const] : []),
  ];
}

function callbackChange(was: EmulatedNotify, is: EmulatedNotify): readonly QueueChange[] {
  if (was.state !== is.state) return [is.state === "On" ? "callback-on" : "callback-off"];
  return JSON.stringify(was) === JSON.stringify(is) ? [] : ["callback-changed"];
}
