/**
 * Why the failure rate of a scope rose in a night: its failed jobs beside those of the nights that the spike was found
 * against. Failures that a later night told belong to that night, as they do where rates are counted.
 */

import { comparedVersion } from "../../core/diff/group-versions.ts";
import { versionsIn } from "../../core/fingerprint/night-versions.ts";
import { fingerprintAt, fingerprintsOfRow } from "../../core/fingerprint/row-fingerprints.ts";
import { operationName } from "../../core/job-identity.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { RateTest } from "../../core/schema/rate-test.ts";
import type { SeriesScope } from "../../core/schema/series.ts";
import type { Why, WhyAttribute, WhyCondition } from "../../core/schema/why.ts";
import { attributesOf } from "../../core/why/attributes-of.ts";
import { decomposeMix, type Mix, type MixPart } from "../../core/why/decompose-mix.ts";
import { createLocalHour } from "../../core/why/local-hour.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { rowsOfHistory } from "../diff/damaged-night.ts";
import { failedFindingsOf } from "../diff/failed-jobs.ts";
import { createReusingStore } from "../diff/reusing-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { explainFailures } from "./explain-failures.ts";

export type SpikeToExplain = Pick<
  RateTest,
  "family" | "region" | "bucket" | "queueId" | "tag" | "operation" | "fingerprint" | "nights" | "expected"
>;

export type ScopeCounts = Pick<SeriesScope, "failed" | "ended" | "operations">;

export interface WhyRequest {
  readonly night: CommittedNight;
  /** Newest first. Those that the spike is compared with are read, seven at most. */
  readonly baselineNights: readonly CommittedNight[];
  readonly spike: SpikeToExplain;
  /** Counts of the spike's scope in a night, this one or one before; null where they are not known. */
  readonly countsOf: (night: string) => ScopeCounts | null;
}

const mostNights = 7;

/** Throws `DamagedNightError` for a night before whose files cannot be believed. */
export function whySpike(store: ReportStore, request: WhyRequest, signal: AbortSignal): Promise<Why> {
  const { night, baselineNights, spike } = request;
  const compared = baselineNights.filter(({ manifest }) => spike.nights.includes(manifest.night)).slice(0, mostNights);
  // That of the diff's groups: the nights tell of a kind of failure by one name.
  const version = comparedVersion(
    versionsIn(night.manifest),
    baselineNights.map(({ manifest }) => versionsIn(manifest)),
  );
  const hourOf = createLocalHour(night.manifest.timeZone);
  const reading = { store: createReusingStore(store), spike, version, hourOf };
  const failuresOf = (of: CommittedNight) => readAttributes(reading, of, signal);
  return explainFailures({
    expected: spike.expected ?? 0,
    nights: compared.map(({ manifest }) => manifest.night),
    mix: mixOf(request, compared),
    now: () => failuresOf(night),
    async *before() {
      for (const each of compared) yield* rowsOfHistory(each, failuresOf(each));
    },
  });
}

interface Reading {
  readonly store: ReportStore;
  readonly spike: SpikeToExplain;
  /** Of fingerprints. */
  readonly version: string;
  readonly hourOf: (instant: string) => string;
}

async function* readAttributes(
  { store, spike, version, hourOf }: Reading,
  { manifest }: CommittedNight,
  signal: AbortSignal,
): AsyncGenerator<readonly WhyCondition[]> {
  const named = namedBy(spike);
  for await (const finding of failedFindingsOf(store, { manifest, scope: spike }, signal)) {
    if (!isOf(finding, spike)) continue;
    yield attributesOf(asOfVersion(finding, version), hourOf).filter(({ attribute }) => !named.has(attribute));
  }
}

function asOfVersion(finding: Finding, version: string): Finding {
  const fingerprint = fingerprintAt(finding, version) ?? finding.fingerprint;
  return fingerprint === finding.fingerprint ? finding : { ...finding, fingerprint };
}

/** What the spike is of explains nothing of it. */
function namedBy({ operation, fingerprint }: SpikeToExplain): ReadonlySet<WhyAttribute> {
  return new Set<WhyAttribute>([
    "queue",
    ...(operation === null ? [] : (["operation"] as const)),
    ...(fingerprint === null ? [] : (["code", "fingerprint"] as const)),
  ]);
}

function isOf(finding: Finding, { operation, fingerprint }: SpikeToExplain): boolean {
  if (operation !== null && operationName(finding.operation) !== operation) return false;
  return fingerprint === null || fingerprintsOfRow(finding).includes(fingerprint);
}

/** Null for a part of a scope: the jobs that a group could have been in are not known. */
function mixOf({ night, spike, countsOf }: WhyRequest, compared: readonly CommittedNight[]): Mix | null {
  if (spike.operation !== null || spike.fingerprint !== null) return null;
  const partsIn = (nights: readonly CommittedNight[]) =>
    nights.flatMap(({ manifest }) => partsOf(countsOf(manifest.night)));
  return decomposeMix(partsIn(compared), partsIn([night]));
}

/** The operations, and jobs of none that the service tells. */
function partsOf(counts: ScopeCounts | null): readonly MixPart[] {
  if (counts === null) return [];
  const parts = counts.operations.map(({ operation, failed, ended }) => ({ name: operation, failed, ended }));
  const sumOf = (side: "failed" | "ended") => parts.reduce((total, part) => total + part[side], 0);
  return [...parts, { name: "", failed: counts.failed - sumOf("failed"), ended: counts.ended - sumOf("ended") }];
}
