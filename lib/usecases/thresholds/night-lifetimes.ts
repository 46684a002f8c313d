/** How long the jobs of one night waited and ran, by scope: those that had ended, and those that had not. */

import type { OpenJob } from "../../core/schema/finding.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { QueueRow } from "../../core/schema/queue.ts";
import type { Summary } from "../../core/schema/summary.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { addCensored, addEvent, type Lifetimes } from "../../core/thresholds/lifetimes.ts";
import { type OpenLifetime, openLifetime, type Sighting } from "../../core/thresholds/open-lifetime.ts";
import { mergeRows } from "../diff/merge-rows.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { readSummary } from "../report/read-rows.ts";
import type { LaterNight, LaterRow } from "./later-night.ts";
import { type GatherDeps, logged } from "./logged-rows.ts";
import { endedIn, type ScopeLifetimes } from "./scope-lifetimes.ts";

export interface NightToLearn {
  readonly night: CommittedNight;
  /** The nights behind it, ascending. */
  readonly later: readonly LaterNight[];
}

/** By `scopeKey`, of the scopes that are complete in it: of the others nobody knows what is missing. */
export async function readNightLifetimes(
  deps: GatherDeps,
  { night: { manifest, commit }, later }: NightToLearn,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ScopeLifetimes>> {
  const { night } = manifest;
  const all = await readEnded(deps, manifest, signal);
  const paused = await readPaused(deps, manifest, signal);
  const seenAgain = later.map((each) => seenAgainBy(each.manifest, { night, manifest: commit.manifest }));
  const open = readRows<OpenJob>(deps.store, filesOf(manifest, "open"), "job-audit/open-job/v1", signal);
  const streams = [logged(deps, night, open), ...later.flatMap((each) => each.toldOf(night))];
  for await (const [row, ...told] of mergeRows<OpenJob | LaterRow>(streams, keyOf)) {
    const lifetimes = row && all.get(scopeKey(row));
    if (!lifetimes || row.schema !== "job-audit/open-job/v1") continue;
    const sightings = later.flatMap(({ manifest }, index) => {
      const rows = told.slice(2 * index, 2 * index + 2);
      return sightingIn(manifest, rows, seenAgain[index]?.has(placeKey(row)) === true);
    });
    const own = { asOf: Date.parse(manifest.asOf), startedAt: timeOf(row.startedAt), endedAt: null, over: false };
    addOpen(lifetimes, openLifetime(Date.parse(row.createdAt), [own, ...sightings]), isHeld(row, paused));
  }
  return all;
}

async function readEnded(deps: GatherDeps, manifest: Manifest, signal: AbortSignal) {
  const all = new Map<string, ScopeLifetimes>();
  const summary = async function* (): AsyncGenerator<Summary> {
    yield await readSummary(deps.store, manifest, signal);
  };
  for await (const { scopes } of logged(deps, manifest.night, summary()))
    for (const scope of scopes) if (scope.complete) all.set(scopeKey(scope), endedIn(manifest.night, scope));
  return all;
}

async function readPaused(deps: GatherDeps, manifest: Manifest, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const paused = new Set<string>();
  const rows = readRows<QueueRow>(deps.store, filesOf(manifest, "queues"), "job-audit/queue/v1", signal);
  for await (const row of logged(deps, manifest.night, rows)) if (row.state === "Paused") paused.add(queueKey(row));
  return paused;
}

/** A job that somebody holds back does not wait for its turn. */
function isHeld(row: OpenJob, paused: ReadonlySet<string>): boolean {
  return row.startedAt === null && (row.state === "Pause" || paused.has(queueKey(row)));
}

/** Scopes in which a night without any hole saw all open jobs of an earlier one again, as that is now. */
function seenAgainBy(
  { status, inputs, scopes }: Manifest,
  earlier: Manifest["inputs"][number],
): ReadonlySet<string> | null {
  const heeded = inputs.some(({ night, manifest }) => night === earlier.night && manifest === earlier.manifest);
  return status === "complete" && heeded ? new Set(scopes.map(placeKey)) : null;
}

/** Of a job that is not told of again nothing has changed, if it was seen. */
function sightingIn(
  { asOf }: Manifest,
  [amendment, carried]: readonly (OpenJob | LaterRow | null)[],
  seen: boolean,
): readonly Sighting[] {
  const at = Date.parse(asOf);
  if (amendment?.schema === "job-audit/amendment/v1") {
    const { change, startedAt, endedAt } = amendment;
    return [{ asOf: at, startedAt: timeOf(startedAt), endedAt: timeOf(endedAt), over: change !== "changed" }];
  }
  const isCarried = carried?.schema === "job-audit/carried/v1" && carried.seen;
  return seen || isCarried ? [{ asOf: at, startedAt: null, endedAt: null, over: false }] : [];
}

function addOpen(into: ScopeLifetimes, { wait, run }: OpenLifetime, held: boolean): void {
  if (!held) addLifetime(into.wait, wait);
  if (run !== null) addLifetime(into.run, run);
}

function addLifetime(into: Lifetimes, { ms, ended }: OpenLifetime["wait"]): void {
  if (ended) addEvent(into, ms);
  else addCensored(into, ms);
}

function timeOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}

function placeKey({ region, bucket, queueId, tag }: Omit<Scope, "family">): string {
  return [region, bucket, queueId, tag].join("/");
}

function queueKey({ region, bucket, queueId }: Pick<Scope, "region" | "bucket" | "queueId">): string {
  return [region, bucket, queueId].join("/");
}

/** A character that no part holds stands between them, so that no scope mixes with one whose name it begins. */
function keyOf(row: OpenJob | LaterRow): string {
  return `${scopeKey(row)}\u0000${row.createdAt}\u0000${row.jobId}`;
}
