/**
 * Discovery as it is saved: the next run with the same id reads the scopes and judges by the queues of the first.
 *
 * Queues are saved as reports tell them, without what is secret in a callback; telling that again tells the same.
 */

import { gzip } from "../../core/gzip.ts";
import type { Queue } from "../../core/queue.ts";
import { redactText } from "../../core/redact.ts";
import { queueRow } from "../../core/rows.ts";
import { isSavedDiscovery, type SavedDiscovery } from "../../core/schema/progress.ts";
import type { QueueRow } from "../../core/schema/queue.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import type { Discovery, PlacedQueue, PlannedScope } from "../discover/discovery.ts";
import { toLine } from "../report/line-runs.ts";
import { parseLines } from "./checkpoint.ts";

export function packDiscovery(
  { runId, name: { family } }: Pick<NightPlan, "runId" | "name">,
  { scopes, queues, holes }: Discovery,
): Buffer {
  const saved: SavedDiscovery = {
    schema: "job-audit/progress/v1",
    kind: "discovery",
    runId,
    scopes: scopes.map(({ scope, origin, readBefore }) => ({ ...scope, origin, readBefore })),
    queues: queues.map(({ region, name: bucket, queue }) => queueRow({ family, region, bucket }, queue)),
    holes: holes.map((hole) => ({ ...hole, detail: redactText(hole.detail) })),
  };
  return gzip(toLine(saved));
}

/** Null for what was not saved by this version of the program, for this run. */
export function unpackDiscovery(runId: string, packed: Uint8Array): Discovery | null {
  const [saved] = parseLines(packed) ?? [];
  if (!isSavedDiscovery(saved) || saved.runId !== runId) return null;
  const queues = saved.queues.map(placedQueue);
  const known = new Map(queues.map((placed) => [queueKey(placed.region, placed.name, placed.queue.queueId), placed]));
  return { scopes: saved.scopes.map((scope) => plannedScope(scope, known)), queues, holes: saved.holes };
}

function queueKey(region: string, bucket: string, queueId: string): string {
  return [region, bucket, queueId].join("/");
}

function plannedScope(
  { origin, readBefore, ...scope }: SavedDiscovery["scopes"][number],
  queues: ReadonlyMap<string, PlacedQueue>,
): PlannedScope {
  const placed = queues.get(queueKey(scope.region, scope.bucket, scope.queueId));
  return { scope, origin, readBefore, queue: origin === "discovered" ? (placed?.queue ?? null) : null };
}

function placedQueue({ schema: _, family: _family, region, bucket, ...row }: QueueRow): PlacedQueue {
  const queue: Queue = { ...row, createdAt: timeOf(row.createdAt), updatedAt: timeOf(row.updatedAt) };
  return { region, name: bucket, queue };
}

function timeOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
