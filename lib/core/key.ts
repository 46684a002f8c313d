/**
 * Keys of everything that is kept, relative to the store's root.
 *
 * A dataset comes first and holds hive partitions only, so that query engines read it as it is. Names carry the
 * hash of their content; only a commit's does not, since it is claimed.
 */

import type { FamilyName } from "./family.ts";
import type { Scope } from "./scope.ts";

const root = "v1";

type NightRows = "groups" | "carried" | "amendments" | "recoveries" | "queues" | "ledgers" | "thresholds";
type Dataset = "findings" | "open" | NightRows | "summaries" | "diffs" | "manifests" | "commits";

export interface NightName {
  readonly family: FamilyName;
  /** The night's date, `2026-11-21`. */
  readonly date: string;
}

function nightFolder(dataset: Dataset, night: NightName): string {
  return `${root}/${dataset}/family=${night.family}/date=${night.date}`;
}

/** A part of one scope's rows; `index` counts from 0. */
export function scopePartKey(dataset: "findings" | "open", night: NightName, scope: Scope): (part: Part) => string {
  const { region, bucket, queueId, tag } = scope;
  const folder = `${nightFolder(dataset, night)}/region=${region}/bucket=${bucket}/queue=${queueId}/tag=${tag}`;
  return (part) => `${folder}/${partName(part)}`;
}

/** A part of a night's rows. */
export function nightPartKey(dataset: NightRows, night: NightName): (part: Part) => string {
  return (part) => `${nightFolder(dataset, night)}/${partName(part)}`;
}

export interface Part {
  readonly index: number;
  readonly sha256: string;
}

function partName({ index, sha256 }: Part): string {
  return `part-${String(index).padStart(5, "0")}-${sha256}.jsonl.gz`;
}

export function summaryKey(night: NightName, sha256: string): string {
  return `${nightFolder("summaries", night)}/summary-${sha256}.json`;
}

export function manifestKey(night: NightName, sha256: string): string {
  return `${nightFolder("manifests", night)}/manifest-${sha256}.json`;
}

/** Revisions count from 1. */
export function commitKey(night: NightName, revision: number): string {
  return `${nightFolder("commits", night)}/r${String(revision).padStart(4, "0")}.json`;
}

export function regressionPartKey(night: NightName): (part: Part) => string {
  return (part) => `${nightFolder("diffs", night)}/${partName(part).replace("part", "regressions")}`;
}

export function diffKey(night: NightName, sha256: string): string {
  return `${nightFolder("diffs", night)}/diff-${sha256}.json`;
}

export function diffManifestKey(night: NightName, sha256: string): string {
  return `${nightFolder("manifests", night)}/diff-manifest-${sha256}.json`;
}

/** Revisions of a night's diff count from 1, apart from those of the night. */
export function diffCommitKey(night: NightName, revision: number): string {
  return `${nightFolder("commits", night)}/diff-r${String(revision).padStart(4, "0")}.json`;
}

/** Under work/ lies what a run needs on its way; it goes by age. */
export function spoolKey(runId: string, sha256: string): string {
  return `${root}/work/run=${runId}/spool/${sha256}.jsonl.gz`;
}

export function rawAnswerKey(runId: string, sha256: string): string {
  return `${root}/work/run=${runId}/raw/${sha256}.bin`;
}

/** What `doctor` writes to see whether it can. */
export function doctorKey(visit: string, file: string): string {
  return `${doctorFolder}/${visit}/${file}`;
}

const doctorFolder = `${root}/work/doctor`;

/** Whether nobody but `doctor` writes there: nothing else is ever removed. */
export function isDoctorKey(key: string): boolean {
  return key.startsWith(`${doctorFolder}/`);
}

/** A key holds four names of the service, and 850 characters at most. Ids of the service have some 40. */
const maxNameChars = 128;

/** What discovery found when a run first kept its progress. They count from 1: one that is damaged has a successor. */
export function discoveryKey(runId: string, number: number): string {
  return `${root}/work/run=${runId}/discovery-${fourDigits(number)}.json.gz`;
}

/** Whose checkpoints: of the shard with this number, of the how-manieth time that the run was spread. Both from 1. */
export interface Lane {
  readonly fanOut: number;
  readonly shard: number;
}

/** Checkpoints that belong to one discovery of a run count from 1; those of its shards, each in a lane of its own, too. */
export function checkpointKey(runId: string, discovery: number, number: number, lane: Lane | null = null): string {
  const series = lane === null ? [] : [fourDigits(lane.fanOut), fiveDigits(lane.shard)];
  const name = [fourDigits(discovery), ...series, fourDigits(number)].join("-");
  return `${root}/work/run=${runId}/progress/${name}.jsonl.gz`;
}

/** One time that a run was spread over shards. */
export interface FanOutName {
  readonly runId: string;
  readonly discovery: number;
  /** From 1: what is left of one, or too old, has a successor. */
  readonly fanOut: number;
}

/** The plan that names the shards: claimed. */
export function fanOutKey(name: FanOutName): string {
  return `${fanOutFolder(name)}/plan.json`;
}

export function shardKey(name: FanOutName, number: number, sha256: string): string {
  return `${fanOutFolder(name)}/shard-${fiveDigits(number)}-${sha256}.json`;
}

/** That a shard was read: claimed. */
export function shardMarkerKey(name: FanOutName, number: number): string {
  return `${fanOutFolder(name)}/done-${fiveDigits(number)}.json`;
}

/** That a shard which went silent was started again: claimed. */
export function shardRestartKey(name: FanOutName, number: number): string {
  return `${fanOutFolder(name)}/restart-${fiveDigits(number)}.json`;
}

/** What instances took that planned the shards, or looked after them: claimed. They count from 1. */
export function planTakenKey(name: FanOutName, number: number): string {
  return `${fanOutFolder(name)}/taken-${fourDigits(number)}.json`;
}

/** What the instances of a shard took, by the shard's key: claimed. They count from 1. */
export function shardTakenKey(shard: string, number: number): string {
  return shard.replace(/\/shard-(\d+)-[0-9a-f]+\.json$/, `/taken-$1-${fourDigits(number)}.json`);
}

function fanOutFolder({ runId, discovery, fanOut }: FanOutName): string {
  return `${root}/work/run=${runId}/shards/${fourDigits(discovery)}-${fourDigits(fanOut)}`;
}

/** Whether it is, by its form, the key of a shard: an event may name anything. */
export function isShardKey(key: string): boolean {
  return new RegExp(`^${root}/work/run=[0-9a-f]{16}/shards/\\d{4,}-\\d{4,}/shard-\\d{5,}-[0-9a-f]{64}\\.json$`).test(
    key,
  );
}

function fourDigits(number: number): string {
  return String(number).padStart(4, "0");
}

function fiveDigits(number: number): string {
  return String(number).padStart(5, "0");
}

/** Whether a name that the service gave can stand in a key: no slash, more than dots, and not without end. */
export function isKeySegment(name: string): boolean {
  return name.length <= maxNameChars && /^[\w.-]*\w[\w.-]*$/.test(name);
}

/** Probes of a family count from 1; each is claimed, as a commit is. */
export function probeKey(family: FamilyName, revision: number): string {
  return `${root}/probes/family=${family}/r${String(revision).padStart(4, "0")}.json`;
}

/** A night in short. It is named by the manifest that it is made of, and made again where it is missing. */
export function seriesNightKey(night: NightName, manifestSha256: string): string {
  return `${root}/series/family=${night.family}/date=${night.date}/night-${manifestSha256}.json`;
}

export function testPartKey(night: NightName): (part: Part) => string {
  return (part) => `${nightFolder("diffs", night)}/${partName(part).replace("part", "tests")}`;
}

export function signalsKey(night: NightName, sha256: string): string {
  return `${nightFolder("diffs", night)}/signals-${sha256}.json`;
}

export function pageKey(night: NightName, sha256: string): string {
  return `${nightFolder("diffs", night)}/report-${sha256}.html`;
}

/** Incidents as they stand behind a night; revisions count from 1 and are claimed. */
export function incidentsKey(night: NightName, revision: number): string {
  return `${root}/incidents/family=${night.family}/date=${night.date}/r${String(revision).padStart(4, "0")}.json`;
}

/** That a run of a night which went silent was started again: claimed, so that it is once. */
export function restartKey(night: NightName, runId: string): string {
  return `${root}/watch/family=${night.family}/date=${night.date}/restart-${runId}.json`;
}

/** What was sent of a night to people, and to whom. */
export function deliveryLogKey(night: NightName): string {
  return `${root}/alerts/family=${night.family}/date=${night.date}/deliveries.jsonl`;
}

/** What a revision of a night measures. */
export function metricsKey(night: NightName, revision: number): string {
  return `${root}/metrics/family=${night.family}/date=${night.date}/r${fourDigits(revision)}.txt`;
}

/** What a revision of its diff measures. */
export function diffMetricsKey(night: NightName, revision: number): string {
  return `${root}/metrics/family=${night.family}/date=${night.date}/diff-r${fourDigits(revision)}.txt`;
}
