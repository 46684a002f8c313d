/**
 * Repairs a night that is committed and incomplete: reads its holes again and commits the next revision.
 *
 * A revision never drops a job that is recorded: rows stay as they are, and what became of their jobs since is learned
 * by seeing them again, as of any other night. Where nothing got better, nothing is committed.
 */

import { compareText } from "../../core/order.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import { inputsOf, manifestOf } from "../audit/build-manifest.ts";
import { readNeighbours } from "../audit/night-inputs.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { type Told, writeContent } from "../audit/write-report.ts";
import { commitNight } from "../report/commit-night.ts";
import { toLine } from "../report/line-runs.ts";
import { type CommittedNight, readCommittedNight, readManifest } from "../report/read-commit.ts";
import { filesOf } from "../report/read-lines.ts";
import { createReportWriter } from "../report/report-writer.ts";
import { createSpool } from "../report/spool.ts";
import type { NightThresholds } from "../thresholds/night-thresholds.ts";
import { meets } from "./earlier-holes.ts";
import { readAgain } from "./read-again.ts";
import { type HoleRow, readRecordedNight } from "./recorded-night.ts";
import { type Rediscovery, rediscover } from "./rediscover.ts";
import { type RepairedEarlier, repairEarlier } from "./repair-earlier.ts";
import { planRepair } from "./repair-plan.ts";
import type { RepairedScope } from "./repair-scope.ts";
import { repairScopes } from "./repair-scopes.ts";
import { repairThresholds } from "./repair-thresholds.ts";

export interface Repair {
  /** What was asked of the service again; null where there was nothing to repair. */
  readonly read: ReadAgainCounts | null;
  readonly before: CommittedNight;
  /** The newest revision now: the one that was there, unless something got better. */
  readonly after: CommittedNight;
  /** Whether another run committed that revision. */
  readonly already: boolean;
  readonly closed: readonly HoleRow[];
  readonly left: readonly HoleRow[];
}

/** Lines kept in memory until the commit, beside those of the walk. A choice, not a measurement. */
const spoolBytes = 8 << 20;

interface ReadAgainCounts {
  readonly scopes: number;
  readonly windows: number;
  /** Whether buckets and queues were listed again. */
  readonly listed: boolean;
  /** Whether open jobs of earlier nights were seen again. */
  readonly rechecked: boolean;
}

/** Null for a night that is not committed. Throws `StoreError` for a report that is damaged. */
export async function repairNight(deps: AuditDeps, request: AuditRequest, signal: AbortSignal): Promise<Repair | null> {
  const before = await readCommittedNight(deps.store, request.name, signal);
  if (before === null) return null;
  if (before.manifest.status === "complete") {
    return { read: null, before, after: before, already: true, closed: [], left: [] };
  }
  const startedAt = deps.clock.now();
  const repaired = await readHoles(deps, request, before, signal);
  const { holes, read } = repaired;
  const closed = before.manifest.holes.filter((hole) => !holes.some((each) => meets(each, hole)));
  if (!repaired.better && closed.length === 0) {
    return { read, before, after: before, already: false, closed: [], left: before.manifest.holes };
  }
  deps.onProgress({ step: "write" });
  const committed = await commitRepair(deps, request, repaired, signal);
  const repair = { read, before, ...committed, closed, left: committed.after.manifest.holes };
  tellRepair(deps, repair, startedAt);
  return repair;
}

function tellRepair({ clock, events }: AuditDeps, { after, closed, left }: Repair, startedAt: number): void {
  const { family, night, revision, status } = after.commit;
  const counts = { closed: closed.length, left: left.length, durationMs: Math.round(clock.now() - startedAt) };
  events?.tell({ event: "repaired", family, night, revision, commit: after.key, status, ...counts });
}

interface RepairedNight {
  readonly plan: NightPlan;
  readonly before: CommittedNight;
  readonly scopes: readonly RepairedScope[];
  readonly discovery: Rediscovery;
  readonly earlier: RepairedEarlier;
  readonly thresholds: NightThresholds;
  readonly holes: readonly HoleRow[];
  readonly notes: Manifest["notes"];
  readonly better: boolean;
  readonly read: ReadAgainCounts;
}

async function readHoles(
  deps: AuditDeps,
  request: AuditRequest,
  before: CommittedNight,
  signal: AbortSignal,
): Promise<RepairedNight> {
  const { store, clock } = deps;
  const plan = planRepair(request, before, await readNeighbours(store, request, clock.now(), signal));
  const recorded = await readRecordedNight(store, before, signal);
  const spool = createSpool(store, plan.runId, spoolBytes);
  deps.onProgress({ step: "discover" });
  const discovery = await rediscover(deps, { plan, request, before, recorded }, signal);
  const thresholds = await repairThresholds(store, { plan, request, before }, signal);
  const reading = await readAgain(deps, { plan, request, recorded, discovery, spool, thresholds }, signal);
  const { scopes: planned, queues } = discovery;
  const scopes = await repairScopes(deps, { plan, request, before, recorded, planned, reading, spool }, signal);
  const sought = { plan, request, before, queues, holes: recorded.earlier, spool, thresholds };
  const earlier = await repairEarlier(deps, sought, signal);
  return {
    ...{ plan, before, scopes, discovery, earlier, thresholds },
    holes: [...discovery.holes, ...scopes.flatMap(({ holes }) => holes), ...earlier.holes],
    notes: eachOnce([...before.manifest.notes, ...reading.notes, ...notesOn(before, request)]),
    better: earlier.better || scopes.some(({ better }) => better),
    read: {
      scopes: reading.asked.size,
      windows: [...reading.asked.values()].flat().length,
      listed: discovery.rows !== null,
      rechecked: recorded.earlier.length > 0,
    },
  };
}

/** What is kept was found as the settings were then. */
function notesOn({ manifest }: CommittedNight, { settingsDigest }: AuditRequest): Manifest["notes"] {
  if (manifest.settingsDigest === settingsDigest) return [];
  const { revision } = manifest;
  const note = `what revision ${revision + 1} keeps of revision ${revision} was found with other settings`;
  return [{ region: "*", bucket: "*", queueId: "*", tag: "*", note }];
}

function eachOnce(notes: Manifest["notes"]): Manifest["notes"] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}

async function commitRepair(
  deps: AuditDeps,
  request: AuditRequest,
  { plan, before, scopes, discovery, earlier, thresholds: learned, holes, notes }: RepairedNight,
  signal: AbortSignal,
): Promise<Pick<Repair, "after" | "already">> {
  const { store, producer } = deps;
  const writer = createReportWriter(store, signal);
  const queues: Told =
    discovery.rows === null ? { files: filesOf(before.manifest, "queues") } : { lines: discovery.rows.map(toLine) };
  const reports = scopes.map(({ report }) => report);
  const { carried, amendments } = earlier;
  const thresholds = learned.rowsOf(reports.map(({ summary }) => summary));
  const told = { carried, amendments, queues, thresholds };
  await writeContent(writer, plan, { scopes: reports, ...told, complete: holes.length === 0 });
  const manifest = manifestOf({
    ...{ plan, request, producer, notes, holes },
    revision: before.manifest.revision + 1,
    files: writer.files,
    scopes: scopes.map(({ origin, report }) => ({ origin, summary: report.summary })),
    inputs: uniteInputs(before.manifest, inputsOf(plan)),
  });
  const { won, key, commit } = await commitNight(deps, manifest, signal);
  const committed = won ? manifest : await readManifest(store, commit, signal);
  return { after: { key, commit, manifest: committed }, already: !won };
}

/**
 * A night that was heeded is named, also when it is gone by now. An earlier one is named as it was when its open jobs
 * were seen: those that a newer revision of it has beside them are the next night's.
 */
function uniteInputs({ night, inputs }: Manifest, now: Manifest["inputs"]): Manifest["inputs"] {
  const earlier = inputs.filter((input) => input.night < night);
  const united = new Map([...inputs, ...now, ...earlier].map((input) => [input.night, input]));
  return [...united.values()].sort((a, b) => compareText(a.night, b.night));
}
