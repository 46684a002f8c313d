/**
 * What changed of a queue between two nights. A queue that was not listed is gone only if the list was whole.
 */

import type { Manifest } from "../schema/manifest.ts";
import type { QueueRow } from "../schema/queue.ts";
import type { QueueChange, QueueChangeRow } from "../schema/regression.ts";

interface Change {
  readonly change: QueueChange;
  readonly before: string | null;
  readonly after: string | null;
}

const worseChanges: ReadonlySet<QueueChange> = new Set(["paused", "callback-off", "gone"]);

/** A queue in both nights, or in one of them. */
export interface QueuePair {
  readonly before: QueueRow | null;
  readonly after: QueueRow | null;
}

/** One row a change, in the order of `queueChanges`. `baseline` names the night that `before` is from. */
export function queueChangesOf(pair: QueuePair, baseline: string): readonly QueueChangeRow[] {
  const told = pair.after ?? pair.before;
  if (told === null) return [];
  const { family, region, bucket, queueId } = told;
  return changesOf(pair).map(({ change, before, after }) => ({
    schema: "job-audit/regression/v1",
    kind: "queue",
    family,
    region,
    bucket,
    queueId,
    name: told.name,
    worse: worseChanges.has(change),
    baseline,
    change,
    before,
    after,
  }));
}

function changesOf({ before, after }: QueuePair): readonly Change[] {
  // Stryker disable next-line OptionalChaining: one of the two is there, or there is nothing to tell.
  if (after === null) return [{ change: "gone", before: before?.state ?? null, after: null }];
  if (before === null) return [{ change: "new", before: null, after: after.state }];
  return [stateChange(before, after), callbackChange(before, after), limitsChange(before, after)].filter(
    (change) => change !== null,
  );
}

function stateChange({ state: before }: QueueRow, { state: after }: QueueRow): Change | null {
  const change = after === "Paused" ? "paused" : "resumed";
  return before !== after && (before === "Paused" || after === "Paused") ? { change, before, after } : null;
}

/** A callback that is switched is one change, whatever else of it changed with that. */
function callbackChange(was: QueueRow, is: QueueRow): Change | null {
  const before = callbackText(was);
  const after = callbackText(is);
  if (was.callback.state === "On" && is.callback.state === "Off") return { change: "callback-off", before, after };
  if (was.callback.state === "Off" && is.callback.state === "On") return { change: "callback-on", before, after };
  return before === after ? null : { change: "callback-changed", before, after };
}

function callbackText({ callback }: QueueRow): string {
  const { state, url, event, type, resultFormat, mqMode, mqRegion, mqName } = callback;
  const named = Object.entries({ event, type, format: resultFormat, mqMode, mqRegion, mqName });
  return [state ?? "not told", url ?? "no URL", ...named.flatMap(([name, value]) => nameOf(name, value))].join(", ");
}

function nameOf(name: string, value: string | null): string[] {
  return value === null ? [] : [`${name} ${value}`];
}

function limitsChange(was: QueueRow, is: QueueRow): Change | null {
  const before = limitsText(was);
  const after = limitsText(is);
  return before === after ? null : { change: "limits-changed", before, after };
}

function limitsText({ maxSize, maxConcurrent }: QueueRow): string {
  return `size ${maxSize ?? "not told"}, concurrent ${maxConcurrent ?? "not told"}`;
}

export type ListedNight = Pick<Manifest, "holes" | "excluded">;

/** Whether a night was to list this queue, and listed all of its bucket. Another night's damage has no say in that. */
export function isListedWhole(
  { holes, excluded }: ListedNight,
  { region, bucket, queueId }: Pick<QueueRow, "region" | "bucket" | "queueId">,
): boolean {
  const left = excluded.some((each) => each.bucket === bucket && (each.queueId ?? queueId) === queueId);
  const hole = holes.some(
    (each) =>
      each.cause !== "report-damaged" &&
      each.region === region &&
      each.queueId === null &&
      (each.bucket ?? bucket) === bucket,
  );
  return !left && !hole;
}
