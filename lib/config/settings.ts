/**
 * Settings: one file, read whole or refused whole, with every problem told at once.
 *
 * Credentials never stand in it: they come from the environment alone.
 */

import { ConfigError } from "../core/errors.ts";
import type { FamilyName } from "../core/family.ts";
import { readYaml } from "./read-yaml.ts";
import { describeProblems } from "./settings-problems.ts";
import { type SettingsFile, settingsSchema } from "./settings-schema.ts";

/** Durations in milliseconds; missing values null. Frozen throughout. */
export interface Settings {
  readonly timeZone: string;
  readonly families: readonly FamilyName[];
  readonly regions: readonly string[];
  /** Empty: discovered. Names alone are looked up in the regions. */
  readonly buckets: readonly (string | { readonly name: string; readonly region: string })[];
  readonly exclude: readonly Exclusion[];
  /** Instead of a family's built-in tags. */
  readonly tags: { readonly [family in FamilyName]?: readonly string[] | undefined };
  readonly settleMs: number;
  /** `queues` holds what differs, by queue id. */
  readonly stuck: Thresholds & { readonly queues: { readonly [queueId: string]: Partial<Thresholds> } };
  readonly windowMs: number;
  readonly catchUpMs: number;
  readonly assumedRetentionMs: number;
  readonly concurrency: number;
  readonly pageSize: number;
  readonly requestDeadlineMs: number;
  readonly report: ReportPlace;
  /** Where connections go instead of the real service: origins. */
  readonly endpoints: { readonly ci: string | null; readonly cos: string | null };
}

interface Exclusion {
  readonly bucket: string;
  /** Null: the whole bucket. */
  readonly queueId: string | null;
  readonly reason: string;
}

interface Thresholds {
  readonly queuedAfterMs: number;
  readonly runningAfterMs: number;
}

type ReportPlace =
  | { readonly store: "cos"; readonly bucket: string; readonly region: string; readonly prefix: string }
  | { readonly store: "directory"; readonly path: string };

/**
 * Reads YAML; `source` says where it is from, and null that there is no such file.
 * Throws one `ConfigError` whose `problems` name each key, the value found and the values allowed.
 */
export function readSettings(text: string | null, source: string): Settings {
  if (text === null) {
    const problems = ["write the file (docs/settings.md shows how), or name another with --config FILE"];
    throw new ConfigError(`Cannot read settings from ${source}: there is no such file`, { problems });
  }
  const value = readYaml(text, source) ?? {};
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) return freeze(toSettings(parsed.data));
  throw new ConfigError(`Cannot use the settings in ${source}`, {
    problems: describeProblems(parsed.error.issues, value),
  });
}

function toSettings(file: SettingsFile): Settings {
  const { settle, stuck, window, catchUp, assumedRetention, requestDeadline, exclude, endpoints, ...same } = file;
  const overrides = Object.entries(stuck.queues).map(([queueId, each]) => [queueId, toOverride(each)] as const);
  return {
    ...same,
    exclude: exclude.map(({ bucket, queueId, reason }) => ({ bucket, queueId: queueId ?? null, reason })),
    settleMs: settle,
    stuck: {
      queuedAfterMs: stuck.queuedAfter,
      runningAfterMs: stuck.runningAfter,
      queues: Object.fromEntries(overrides),
    },
    windowMs: window,
    catchUpMs: catchUp,
    assumedRetentionMs: assumedRetention,
    requestDeadlineMs: requestDeadline,
    endpoints: { ci: endpoints.ci ?? null, cos: endpoints.cos ?? null },
  };
}

function toOverride({ queuedAfter, runningAfter }: SettingsFile["stuck"]["queues"][string]): Partial<Thresholds> {
  return {
    ...(queuedAfter === undefined ? {} : { queuedAfterMs: queuedAfter }),
    ...(runningAfter === undefined ? {} : { runningAfterMs: runningAfter }),
  };
}

function freeze<T extends object>(value: T): T {
  for (const child of Object.values(value)) if (child instanceof Object) freeze(child);
  return Object.freeze(value);
}
