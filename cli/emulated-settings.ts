/** Settings that lead an audit to an emulated cloud, as a file to save. */

import { stringify } from "yaml";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import { formatDuration } from "../lib/core/duration.ts";
import { families } from "../lib/core/family.ts";

/** Where reports lie in an emulated bucket. */
export const reportPrefix = "audits";
/** Where emulated functions run. */
export const functionRegion = "ap-guangzhou";

interface MoreSettings {
  /** The names of the functions that audit and that diff, where the cloud has them. */
  readonly auditFunction?: string;
  readonly diffFunction?: string;
  readonly shardFunction?: string;
  /** How nights are spread over several instances. */
  readonly fanOut?: { readonly shards: number; readonly pagesPerShard: number };
  readonly alerts?: object;
}

export function emulatedSettings(scenario: Scenario, url: string, more: MoreSettings = {}): string {
  const { timeZone, buckets, settle, stuck, reportBucket } = scenario;
  const tags = tagsOf(scenario);
  const usual = tags.join() === families.pic.tags.join();
  return stringify({
    timeZone,
    families: ["pic"],
    regions: [...new Set(buckets.map(({ region }) => region))],
    ...(usual ? {} : { tags: { pic: tags } }),
    settle: formatDuration(settle),
    stuck: {
      queuedAfter: formatDuration(stuck.queuedAfter),
      runningAfter: formatDuration(stuck.runningAfter),
    },
    report:
      reportBucket === null
        ? { store: "directory", path: "./reports" }
        : { store: "cos", bucket: reportBucket.name, region: reportBucket.region, prefix: reportPrefix },
    ...(more.alerts && { alerts: more.alerts }),
    ...placedFunctions(more),
    ...(more.fanOut && { fanOut: more.fanOut }),
    endpoints: { ci: url, cos: url, scf: url },
  });
}

function placedFunctions({ auditFunction, diffFunction, shardFunction }: MoreSettings) {
  const names = { audit: auditFunction, diff: diffFunction, shard: shardFunction };
  const named = Object.entries(names).filter(([, name]) => name !== undefined);
  const placed = named.map(([key, name]) => [key, { function: name, region: functionRegion }] as const);
  return placed.length === 0 ? {} : { functions: Object.fromEntries(placed) };
}

/** Every tag that the played service knows: the usual ones and those of its own jobs. */
export function tagsOf({ service, tags }: Scenario): readonly string[] {
  return service.tags ?? [...new Set([...families.pic.tags, ...Object.keys(tags)])];
}
