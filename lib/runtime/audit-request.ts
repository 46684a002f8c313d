/**
 * From settings, and what a probe measured, to what the audit is asked.
 *
 * A setting stands above what was measured but for one: nothing is trusted to be listed longer than a job was seen lost.
 */

import type { Settings } from "../config/settings.ts";
import { settingsDigest } from "../config/settings-digest.ts";
import { type FamilyName, families } from "../core/family.ts";
import { type Measured, nothingMeasured } from "../core/probe-measured.ts";
import type { AuditRequest } from "../usecases/audit/audit-request.ts";

const dayMs = 86_400_000;

export function auditRequestOf(
  settings: Settings,
  family: FamilyName,
  date: string,
  measured: Measured = nothingMeasured,
): AuditRequest {
  const assumedRetentionMs = Math.min(settings.assumedRetentionMs, measured.lostMs ?? Number.POSITIVE_INFINITY);
  const { timeZone, settleMs, regions, buckets, windowMs, pageSize, concurrency, stuck } = settings;
  const { queuedAfterMs, runningAfterMs, queues, learned } = stuck;
  return {
    name: { family, date },
    family: families[family],
    tags: settings.tags[family] ?? families[family].tags,
    excluded: settings.exclude,
    settingsDigest: settingsDigest({ ...settings, assumedRetentionMs }),
    catchUpNights: Math.ceil(settings.catchUpMs / dayMs),
    openMaxAgeNights: Math.ceil(settings.openMaxAgeMs / dayMs),
    lookupIds: settings.lookupIds ?? measured.lookupIds ?? 1,
    maxLookups: settings.maxLookups,
    maxRetryLookups: settings.maxRetryLookups,
    assumedRetentionMs,
    fingerprintRules: settings.fingerprints.rules,
    thresholdsOf: (queueId) => ({ queuedAfterMs, runningAfterMs, ...queues[queueId] }),
    ...(learned !== null && { learning: { ...learned, setFor: (queueId) => queues[queueId] ?? {} } }),
    timeZone,
    settleMs,
    regions,
    buckets,
    windowMs,
    pageSize,
    concurrency,
  };
}
