/** From settings to what the audit is asked. */

import type { Settings } from "../config/settings.ts";
import { settingsDigest } from "../config/settings-digest.ts";
import { type FamilyName, families } from "../core/family.ts";
import type { AuditRequest } from "../usecases/audit/audit-request.ts";

const dayMs = 86_400_000;

export function auditRequestOf(settings: Settings, family: FamilyName, date: string): AuditRequest {
  const { timeZone, settleMs, regions, buckets, windowMs, pageSize, concurrency, stuck } = settings;
  return {
    name: { family, date },
    family: families[family],
    tags: settings.tags[family] ?? families[family].tags,
    excluded: settings.exclude,
    settingsDigest: settingsDigest(settings),
    catchUpNights: Math.ceil(settings.catchUpMs / dayMs),
    openMaxAgeNights: Math.ceil(settings.openMaxAgeMs / dayMs),
    lookupIds: settings.lookupIds,
    maxLookups: settings.maxLookups,
    assumedRetentionMs: settings.assumedRetentionMs,
    thresholdsOf: (queueId) => ({ ...stuck, ...stuck.queues[queueId] }),
    timeZone,
    settleMs,
    regions,
    buckets,
    windowMs,
    pageSize,
    concurrency,
  };
}
