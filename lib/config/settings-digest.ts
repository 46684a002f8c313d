/**
 * What settings come to for a report: equal digests, equal audits.
 *
 * Left out is what says how fast, where to, how often or in what portions; lists count as sets.
 */

import { families } from "../core/family.ts";
import { sha256Hex } from "../core/hash.ts";
import { compareText } from "../core/order.ts";
import type { Settings } from "./settings.ts";
import { usualRetryLookups } from "./settings-schema.ts";

/** 64 hex digits, over JSON whose keys and lists are in order. */
export function settingsDigest(settings: Settings): string {
  const { timeZone, regions, buckets, exclude, settleMs, stuck, openMaxAgeMs, assumedRetentionMs } = settings;
  const { maxLookups, maxRetryLookups } = settings;
  const { queues, learned, ...thresholds } = stuck;
  const tags = settings.families.map((family) => ({ family, tags: settings.tags[family] ?? families[family].tags }));
  const overrides = Object.entries(queues).map(([queueId, each]) => ({ queueId, ...thresholds, ...each }));
  const bounds = { settleMs, openMaxAgeMs, maxLookups, assumedRetentionMs };
  const { rules } = settings.fingerprints;
  // Only where it is unusual, as settings were before there was the key.
  const retries = maxRetryLookups === usualRetryLookups ? {} : { maxRetryLookups };
  // Only where there are any: settings without rules are what they were before there were rules.
  const grouping = rules.length === 0 ? {} : { rules: rules.map((rule, order) => ({ order, ...rule })) };
  // What is set for a queue is not learned, also where it is what is configured for all.
  const learning = learned === null ? {} : { learned: { ...learned, queues } };
  const found = { timeZone, tags, regions, buckets, exclude, thresholds, overrides, bounds };
  return sha256Hex(canonical({ ...found, ...grouping, ...learning, ...retries }));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort(compareText).join(",")}]`;
  if (!(value instanceof Object)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}
