/** What a probe, or the lack of an audit, gives to worry about while there is time. */

import { daysText } from "./days-text.ts";
import { formatDuration } from "./duration.ts";
import { measuredBy, retainedFor } from "./probe-measured.ts";
import type { Probe } from "./schema/probe.ts";

export interface Warning {
  readonly code: WarningCode;
  readonly text: string;
}

export const warningCodes = [
  "nights-at-risk",
  "probe-unreadable",
  "probe-old",
  "probe-version",
  "lookup-ids",
  "page-size",
  "assumed-retention",
  "open-max-age",
] as const;
type WarningCode = (typeof warningCodes)[number];

export interface Situation {
  /** The newest one; null when there was none. */
  readonly stored: { readonly key: string; readonly probe: Probe | null } | null;
  /** As settings have it, whatever was measured. */
  readonly given: GivenSettings;
  /** Nights that are over and not committed, though they should be: the oldest first. */
  readonly missed: readonly { readonly date: string; readonly from: number }[];
  readonly now: number;
  /** Of this program. */
  readonly version: string;
}

interface GivenSettings {
  readonly lookupIds: 1 | 10 | null;
  readonly pageSize: number;
  readonly assumedRetentionMs: number;
  readonly openMaxAgeMs: number;
}

/** A service changes; after so long it is to be asked again. */
const oldMs = 90 * 86_400_000;

export function warningsOf(situation: Situation): readonly Warning[] {
  const { stored } = situation;
  const warnings = nightsAtRisk(situation);
  if (stored === null) return warnings;
  if (stored.probe === null) {
    const text = `the probe ${stored.key} cannot be read, and nothing that it measured is used; probe again`;
    return [...warnings, { code: "probe-unreadable", text }];
  }
  return [...warnings, ...aboutProbe(stored.probe, situation), ...aboutSettings(stored.probe, situation.given)];
}

function nightsAtRisk({ missed, stored, given, now }: Situation): readonly Warning[] {
  const [oldest] = missed;
  if (oldest === undefined) return [];
  const retention = stored?.probe?.answers.retention.value ?? null;
  const { ms, by } = retainedFor(retention, given.assumedRetentionMs);
  const leftMs = oldest.from + ms - now;
  const when = leftMs < 0 ? "may be lost already" : `may be lost in ${daysText(leftMs)}`;
  const others = missed.length === 1 ? "" : ` (${missed.length} nights in all are not)`;
  const text = `the night of ${oldest.date} is not committed${others}; its first jobs ${when} (retention ${by}: ${daysText(ms)})`;
  return [{ code: "nights-at-risk", text }];
}

function aboutProbe({ measuredAt, producer }: Probe, { now, version }: Situation): readonly Warning[] {
  const ageMs = now - Date.parse(measuredAt);
  const date = measuredAt.slice(0, 10);
  const warnings: Warning[] = [];
  if (ageMs > oldMs)
    warnings.push({ code: "probe-old", text: `the probe of ${date} is ${daysText(ageMs)} old; probe again` });
  if (producer.version !== version) {
    const text = `the probe of ${date} was made by version ${producer.version}, this is ${version}; probe again`;
    warnings.push({ code: "probe-version", text });
  }
  return warnings;
}

function aboutSettings(probe: Probe, given: GivenSettings): readonly Warning[] {
  const { lookupIds, lostMs } = measuredBy(probe);
  const { pageSize, retention } = probe.answers;
  const warnings: Warning[] = [];
  if (given.lookupIds === 10 && lookupIds === 1) {
    const text = "lookupIds is 10, but ten ids at once were not answered: each look-up costs one in vain";
    warnings.push({ code: "lookup-ids", text });
  }
  const refusedAt = pageSize.value?.refusedAt ?? null;
  if (refusedAt !== null && given.pageSize >= refusedAt) {
    const text = `pageSize is ${given.pageSize}, but pages of ${refusedAt} were refused`;
    warnings.push({ code: "page-size", text });
  }
  if (lostMs !== null && given.assumedRetentionMs > lostMs) {
    const assumed = formatDuration(given.assumedRetentionMs);
    const text = `assumedRetention is ${assumed}, but a job of ${daysText(lostMs)} was listed no more: no older span is trusted`;
    warnings.push({ code: "assumed-retention", text });
  }
  const forgottenMs = retention.value?.lookupLostMs ?? null;
  if (forgottenMs !== null && given.openMaxAgeMs > forgottenMs) {
    const age = formatDuration(given.openMaxAgeMs);
    const text = `openMaxAge is ${age}, but a job of ${daysText(forgottenMs)} was not known by its id any more: open jobs will seem vanished`;
    warnings.push({ code: "open-max-age", text });
  }
  return warnings;
}
