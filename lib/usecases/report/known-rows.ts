/**
 * The jobs that a night tells of by their id, each as it was recorded and as it was known at an earlier instant.
 *
 * The night's rows and what later nights learned of it lie in one order, and are merged on the way.
 */

import type { Amendment } from "../../core/schema/carried.ts";
import type { Finding, OpenJob } from "../../core/schema/finding.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { mergeRows } from "../diff/merge-rows.ts";
import type { KnownNight } from "./as-of.ts";
import type { CommittedNight } from "./read-commit.ts";
import { filesOf, readRows } from "./read-lines.ts";

/** What was known of a job. */
interface Known {
  readonly state: string;
  /** Null where nothing was known to be wrong with it. */
  readonly verdict: Finding["verdict"] | null;
  readonly reason: string;
  readonly code: string;
  readonly message: string;
  readonly fingerprint: string | null;
  readonly olderFingerprints: readonly string[];
  /** Null where no later night had told of it. */
  readonly change: Amendment["change"] | null;
  /** The night whose report is believed. */
  readonly since: string;
  /** When that report was committed. */
  readonly committedAt: string;
}

type Recorded = Finding | OpenJob | Amendment;

/** As the job was recorded: found by its night, open in it, or told of by a later night alone. */
export type KnownRow = Recorded & {
  readonly verdict: Finding["verdict"] | null;
  readonly fingerprint: string | null;
  readonly known: Known;
};

/** In the order of scopes, of creation and of ids, each job once. */
export async function* readKnownRows(
  store: ReportStore,
  { committed, later }: KnownNight,
  signal: AbortSignal,
): AsyncGenerator<KnownRow> {
  const { manifest } = committed;
  const open = readRows<OpenJob>(store, filesOf(manifest, "open"), "job-audit/open-job/v1", signal);
  const found = readRows<Finding>(store, filesOf(manifest, "findings"), "job-audit/finding/v1", signal);
  const streams = [
    toldBy(committed, open),
    toldBy(committed, found),
    ...later.map((night) => toldBy(night, amendmentsTo(store, night.manifest, manifest.night, signal))),
  ];
  for await (const told of mergeRows(streams, ({ row }) => keyOf(row))) {
    const { recorded, known } = told.filter((each) => each !== null).reduce(tellOn);
    yield { verdict: null, fingerprint: null, ...recorded, known };
  }
}

interface Told {
  readonly row: Recorded;
  /** What the night itself has of the job. */
  readonly recorded: Recorded;
  readonly known: Known;
}

async function* toldBy(night: CommittedNight, rows: AsyncIterable<Recorded>): AsyncGenerator<Told> {
  for await (const row of rows) yield { row, recorded: row, known: knownOf(row, night) };
}

/** A finding says more than an open job; what later nights say of a job is known, not recorded. */
function tellOn(before: Told, after: Told): Told {
  const isFound = after.row.schema === "job-audit/finding/v1";
  const { row, known } = isOutdated(after.known, before.known) ? before : after;
  return { row, known, recorded: isFound ? after.recorded : before.recorded };
}

/**
 * Nights need not be committed in their order, and a repair tells of what it saw long after its night: what ended or
 * vanished does not change any more, and of two changes the one counts that was committed last.
 */
function isOutdated(after: Known, before: Known): boolean {
  if (before.change === null) return false;
  if (hasEnded(after) !== hasEnded(before)) return hasEnded(before);
  return after.committedAt < before.committedAt;
}

function hasEnded({ change }: Pick<Known, "change">): boolean {
  return change === "ended" || change === "vanished";
}

export interface KnownCounts {
  /** Jobs that had not ended when the night was audited. */
  readonly open: number;
  /** Jobs of the night that later nights told of. */
  readonly amended: number;
  /** Of these, jobs that had ended by then, or were gone. */
  readonly ended: number;
}

/** Reads what later nights told of it, and nothing of the night's own rows. */
export async function countKnown(
  store: ReportStore,
  { committed: { manifest }, later }: KnownNight,
  signal: AbortSignal,
): Promise<KnownCounts> {
  const streams = later.map((night) => amendmentsTo(store, night.manifest, manifest.night, signal));
  let amended = 0;
  let ended = 0;
  for await (const rows of mergeRows(streams, keyOf)) {
    amended += 1;
    if (rows.some((row) => row !== null && hasEnded(row))) ended += 1;
  }
  const open = filesOf(manifest, "open").reduce((sum, { rows }) => sum + rows, 0);
  return { open, amended, ended };
}

async function* amendmentsTo(
  store: ReportStore,
  manifest: Manifest,
  night: string,
  signal: AbortSignal,
): AsyncGenerator<Amendment> {
  const files = filesOf(manifest, "amendments");
  for await (const row of readRows<Amendment>(store, files, "job-audit/amendment/v1", signal)) {
    if (row.night === night) yield row;
  }
}

/** A character that no part holds stands between them, so that no scope mixes with one whose name it begins. */
function keyOf(row: Recorded): string {
  return `${scopeKey(row)}\u0000${row.createdAt}\u0000${row.jobId}`;
}

function knownOf(row: Recorded, { manifest, commit }: CommittedNight): Known {
  const from = { since: manifest.night, committedAt: commit.committedAt };
  if (row.schema === "job-audit/open-job/v1") {
    return {
      state: row.state,
      verdict: null,
      reason: "",
      code: "",
      message: "",
      fingerprint: null,
      olderFingerprints: [],
      change: null,
      ...from,
    };
  }
  const { state, verdict, reason, code, message, fingerprint, olderFingerprints = [] } = row;
  const change = row.schema === "job-audit/amendment/v1" ? row.change : null;
  return { state, verdict, reason, code, message, fingerprint, olderFingerprints, change, ...from };
}
