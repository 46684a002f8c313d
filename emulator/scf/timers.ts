/**
 * Timer triggers of deployed functions (vendor page "Timer Trigger Description"): whatever became due since the last tick is
 * started, once each, without waiting for it.
 *
 * A trigger is due from when it was made, or last changed, on; what it was before a change between two ticks is forgotten.
 */

import { ApiRefusal } from "./api-reply.ts";
import type { CloudFunctions } from "./cloud-functions.ts";
import { readCron } from "./cron.ts";
import { dueTimes } from "./cron-times.ts";
import type { FunctionRecord, TriggerRecord } from "./function-record.ts";

export interface Timers {
  /** `now` in epoch milliseconds. Tells what it started, in the order of falling due. */
  tick(now: number): readonly Fired[];
}

interface Fired {
  readonly namespace: string;
  readonly functionName: string;
  readonly triggerName: string;
  /** Epoch milliseconds: when it was due. */
  readonly time: number;
  /** Null: the function could not be started, as while its code is updated. */
  readonly requestId: string | null;
}

export interface TimersOptions {
  readonly platform: Pick<CloudFunctions, "registry" | "start">;
  /** Epoch milliseconds: nothing fires for this time or before. */
  readonly since: number;
  /** Of the expressions. The vendor's pages on CloudBase name UTC+8, those on the function platform none. */
  readonly zone?: string;
}

export function createTimers({ platform, since, zone = "Asia/Shanghai" }: TimersOptions): Timers {
  let last = since;

  function tick(now: number): readonly Fired[] {
    const due = platform.registry.list().flatMap((record) => dueOf(record, { after: last, until: now }, zone));
    last = Math.max(last, now);
    return due.sort((a, b) => a.time - b.time).map((each) => fire(platform, each));
  }

  return { tick };
}

interface Due {
  readonly record: FunctionRecord;
  readonly trigger: TriggerRecord;
  readonly time: number;
}

function dueOf(record: FunctionRecord, span: { after: number; until: number }, zone: string): readonly Due[] {
  return record.triggers.flatMap((trigger) => {
    const cron = readCron(trigger.cron);
    if (!trigger.enabled || typeof cron === "string") return [];
    const after = Math.max(span.after, trigger.createdAt, trigger.modifiedAt);
    return dueTimes(cron, zone, { ...span, after }).map((time) => ({ record, trigger, time }));
  });
}

function fire(platform: TimersOptions["platform"], { record, trigger, time }: Due): Fired {
  const { namespace, name: functionName } = record;
  const fired = { namespace, functionName, triggerName: trigger.name, time };
  try {
    const { requestId } = platform.start({ namespace, functionName, type: "Event", event: timerEvent(trigger, time) });
    return { ...fired, requestId };
  } catch (error) {
    if (error instanceof ApiRefusal) return { ...fired, requestId: null };
    throw error;
  }
}

/** `Time` is in UTC, to the second. */
function timerEvent({ name, argument }: TriggerRecord, time: number): object {
  const written = `${new Date(time).toISOString().slice(0, 19)}Z`;
  return { Type: "Timer", TriggerName: name, Time: written, Message: argument ?? "" };
}
