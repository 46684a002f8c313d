/**
 * Settings as plans hold them: JSON, which is YAML too, so that whoever judges needs no reader of YAML.
 *
 * Every key is written out, whatever the program would make of a missing one; durations are a number and a unit.
 */

export interface PlannedSettings {
  readonly timeZone: string;
  readonly regions: readonly string[];
  readonly buckets: readonly (string | { readonly name: string; readonly region: string })[];
  readonly exclude: readonly { readonly bucket: string; readonly queueId?: string; readonly reason: string }[];
  /** Without any: the family's own. */
  readonly tags: { readonly pic?: readonly string[] };
  readonly settle: string;
  readonly stuck: PlannedThresholds & {
    readonly queues: Readonly<Record<string, Partial<PlannedThresholds>>>;
    readonly learned?: PlannedLearning;
  };
  readonly window: string;
  readonly catchUp: string;
  readonly openMaxAge: string;
  readonly lookupIds: 1 | 10;
  readonly maxLookups: number;
  readonly maxRetryLookups: number;
  readonly assumedRetention: string;
  readonly concurrency: number;
  readonly pageSize: number;
  readonly requestDeadline: string;
  readonly report: {
    readonly store: "cos";
    readonly bucket: string;
    readonly region: string;
    readonly prefix: string;
  };
  readonly functions: {
    readonly audit?: PlannedFunction;
    readonly diff?: PlannedFunction;
    readonly shard?: PlannedFunction;
  };
  readonly fanOut?: { readonly shards: number; readonly pagesPerShard?: number };
  /** Requests a second. */
  readonly maxRate?: number;
  readonly watchdog?: { readonly grace: string; readonly silence: string };
}

interface PlannedFunction {
  readonly function: string;
  readonly region: string;
}

interface PlannedThresholds {
  readonly queuedAfter: string;
  readonly runningAfter: string;
}

export interface PlannedLearning {
  readonly quantile: number;
  readonly factor: number;
  readonly floor: string;
  readonly minJobs: number;
  readonly nights: number;
}

/** What the service knows, and the audit asks for unless settings tell other tags. */
export const builtInTags = ["PicProcess", "PosterProduction", "ImageInspect"] as const;

export const reportPrefix = "audits";

export function parseSettings(text: string): PlannedSettings {
  return JSON.parse(text) as PlannedSettings;
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds. */
export function durationMs(text: string): number {
  return Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN);
}

export function tagsOf({ tags }: PlannedSettings): readonly string[] {
  return tags.pic ?? builtInTags;
}
