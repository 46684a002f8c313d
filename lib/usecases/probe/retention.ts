/**
 * How long the service keeps jobs: at least as long as the oldest that it lists, and less than the age of one that a
 * committed report names and that is gone.
 *
 * A job can also go alone. Only one that is older than whatever its region lists is taken for forgotten with its time.
 */

import { daysText } from "../../core/days-text.ts";
import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import { isoInstant } from "../../core/instant.ts";
import { shiftNight } from "../../core/night.ts";
import type { ValueOf } from "../../core/schema/probe.ts";
import type { Scope } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type CommittedNight, readCommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { listsJob } from "./bounds.ts";
import type { Inquiry } from "./inquiry.ts";
import type { OldestJob } from "./oldest-listed.ts";
import type { Told } from "./told.ts";

export interface Memory {
  readonly store: ReportStore;
  readonly family: FamilyName;
  readonly now: number;
  /** Date of the newest night that is over. */
  readonly newest: string;
  readonly oldest: readonly OldestJob[];
}

type Value = ValueOf<"retention">;

/** How far back reports are looked for, how many rows of each are looked at, and how many jobs are asked for. */
const mostNights = 100;
const mostRows = 100_000;
const mostJobs = 5;

export async function askRetention(inquiry: Inquiry, memory: Memory, signal: AbortSignal): Promise<Told<"retention">> {
  const regions = oldestByRegion(memory.oldest);
  const ages = [...regions.values()].filter(Number.isFinite).map((at) => memory.now - at);
  const listedForMs = ages.length === 0 ? null : Math.min(...ages);
  let value: Value = { listedForMs, listLostMs: null, lookupLostMs: null };
  let asked = 0;
  for await (const job of forgottenJobs(memory, withoutUnseen(regions, memory.oldest), signal)) {
    value = await askFor(inquiry, job, { value, now: memory.now });
    asked += 1;
    if (asked === mostJobs || (value.listLostMs !== null && value.lookupLostMs !== null)) break;
  }
  if (value.listedForMs === null && value.listLostMs === null && value.lookupLostMs === null) {
    return { unknown: "no job is listed, and no report names one that is gone" };
  }
  return { value, answer: wordsOf(value) };
}

/** Infinity where nothing is listed. */
function oldestByRegion(oldest: readonly OldestJob[]): ReadonlyMap<string, number> {
  const regions = new Map<string, number>();
  for (const { region, createdAt } of oldest) {
    const at = createdAt === null ? Number.POSITIVE_INFINITY : Date.parse(createdAt);
    regions.set(region, Math.min(at, regions.get(region) ?? Number.POSITIVE_INFINITY));
  }
  return regions;
}

/** A scope that could not be asked may list an older job than all others of its region. */
function withoutUnseen(
  regions: ReadonlyMap<string, number>,
  oldest: readonly OldestJob[],
): ReadonlyMap<string, number> {
  const unseen = new Set(oldest.filter(({ outcome }) => outcome === "unknown").map(({ region }) => region));
  return new Map([...regions].filter(([region]) => !unseen.has(region)));
}

interface ReportedJob {
  readonly scope: Scope;
  readonly id: string;
  readonly createdAt: number;
}

/** Of each report the youngest that is older than all that its region lists; the newest report first. */
async function* forgottenJobs(
  { store, family, newest }: Memory,
  regions: ReadonlyMap<string, number>,
  signal: AbortSignal,
): AsyncGenerator<ReportedJob> {
  const youngest = Math.max(...regions.values());
  for (let back = 0; back < mostNights; back += 1) {
    const night = await readIfSound(store, { family, date: shiftNight(newest, -back) }, signal);
    if (night === null || Date.parse(night.manifest.span.from) >= youngest) continue;
    const job = await forgottenJob(store, night, regions, signal).catch(nullIfDamaged);
    if (job !== null) yield job;
  }
}

function readIfSound(
  store: ReportStore,
  name: Parameters<typeof readCommittedNight>[1],
  signal: AbortSignal,
): Promise<CommittedNight | null> {
  return readCommittedNight(store, name, signal).catch(nullIfDamaged);
}

/** A report that does not hold says nothing; `nights` tells of it. */
function nullIfDamaged(error: unknown): null {
  if (error instanceof StoreError) return null;
  throw error;
}

async function forgottenJob(
  store: ReportStore,
  { manifest }: CommittedNight,
  regions: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<ReportedJob | null> {
  let found: ReportedJob | null = null;
  let rows = 0;
  for await (const row of readRows<ReportRow>(store, filesOf(manifest, "findings"), "job-audit/finding/v1", signal)) {
    const { family, region, bucket, queueId, tag, jobId: id } = row;
    const createdAt = Date.parse(row.createdAt);
    const isGone = createdAt < (regions.get(region) ?? Number.NEGATIVE_INFINITY);
    if (isGone && (found === null || createdAt > found.createdAt)) {
      found = { scope: { family, region, bucket, queueId, tag }, id, createdAt };
    }
    rows += 1;
    if (rows === mostRows) break;
  }
  return found;
}

interface ReportRow extends Scope {
  readonly schema: "job-audit/finding/v1";
  readonly jobId: string;
  readonly createdAt: string;
}

async function askFor(
  inquiry: Inquiry,
  { scope, id, createdAt }: ReportedJob,
  { value, now }: { readonly value: Value; readonly now: number },
): Promise<Value> {
  const age = now - createdAt;
  const listed = await listsJob(inquiry, { scope, job: { id, createdAt }, ends: [-1, 1] });
  const words = `job ${id} of ${isoInstant(createdAt)}, which a report names`;
  const reply = await inquiry.lookUp(words, { place: scope, ids: [id] });
  const isUnknown = reply.outcome === "answered" && reply.jobs.length === 0 && reply.unknown.includes(id);
  return {
    ...value,
    listLostMs: value.listLostMs ?? (listed === false ? age : null),
    lookupLostMs: value.lookupLostMs ?? (isUnknown ? age : null),
  };
}

function wordsOf({ listedForMs, listLostMs, lookupLostMs }: Value): string {
  const parts = [
    listedForMs === null ? "nothing is listed" : `at least ${daysText(listedForMs)}`,
    listLostMs === null ? "none known to be lost" : `not listed after ${daysText(listLostMs)}`,
    ...(lookupLostMs === null ? [] : [`not known by id after ${daysText(lookupLostMs)}`]),
  ];
  return parts.join(", ");
}
