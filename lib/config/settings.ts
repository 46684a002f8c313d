/**
 * Settings: one file, read whole or refused whole, with every problem told at once. The functions let their
 * environment stand above it, key by key.
 *
 * Credentials never stand in it: they come from the environment alone.
 */

import { ConfigError } from "../core/errors.ts";
import type { FamilyName } from "../core/family.ts";
import type { FingerprintRule } from "../core/fingerprint/rules/fingerprint-rule.ts";
import type { SpikeTuning } from "../core/spikes/spike-tuning.ts";
import type { Learning } from "../core/thresholds/learn-threshold.ts";
import type { HeartbeatPlace } from "../core/watch/heartbeat-place.ts";
import { type AlertsSettings, toAlerts } from "./alerts-settings.ts";
import type { Environment } from "./environment.ts";
import { toFingerprintRule } from "./fingerprints-schema.ts";
import { applyOverrides, type Overrides, readOverrides } from "./overrides.ts";
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
  /** `queues` holds what differs, by queue id; `learned` null: nothing is. */
  readonly stuck: Thresholds & {
    readonly queues: { readonly [queueId: string]: Partial<Thresholds> };
    readonly learned: Learning | null;
  };
  readonly windowMs: number;
  readonly catchUpMs: number;
  /** How long after their night open jobs are seen again. */
  readonly openMaxAgeMs: number;
  /** Job ids in one lookup; null: as a probe measured, else 1. */
  readonly lookupIds: 1 | 10 | null;
  /** Jobs looked up in a night. */
  readonly maxLookups: number;
  /** Jobs in a night of which it is looked up whether another one did their work since; 0: none. */
  readonly maxRetryLookups: number;
  readonly assumedRetentionMs: number;
  readonly concurrency: number;
  readonly pageSize: number;
  /** Requests a second to a host of the service, of all instances together; null: as many as it bears. */
  readonly maxRate: number | null;
  readonly requestDeadlineMs: number;
  readonly report: ReportPlace;
  /**
   * `audit` null: a run that went silent is told and not restarted; `diff` null: the function that audits diffs too;
   * `shard` null: a night is never spread over several instances.
   */
  readonly functions: { readonly [key in "audit" | "diff" | "shard"]: FunctionPlace | null };
  /** Into how many shards at most a night is cut, each of how many pages; null: as many as one instance can read. */
  readonly fanOut: { readonly shards: number; readonly pagesPerShard: number | null };
  /** After which time a night that has settled is missing, and a run that saves nothing silent. */
  readonly watchdog: { readonly graceMs: number; readonly silenceMs: number };
  /** Where the audit says that it ran; null: nowhere. */
  readonly heartbeat: HeartbeatPlace | null;
  /** In the order in which they are tried. */
  readonly fingerprints: { readonly rules: readonly FingerprintRule[] };
  readonly spikes: SpikeTuning;
  readonly alerts: AlertsSettings;
  /** Where connections go instead of the real service: origins. */
  readonly endpoints: { readonly ci: string | null; readonly cos: string | null; readonly scf: string | null };
}

interface Exclusion {
  readonly bucket: string;
  /** Null: the whole bucket. */
  readonly queueId: string | null;
  readonly reason: string;
}

interface FunctionPlace {
  readonly function: string;
  readonly namespace: string;
  readonly region: string;
}

interface Thresholds {
  readonly queuedAfterMs: number;
  readonly runningAfterMs: number;
}

type ReportPlace =
  | { readonly store: "cos"; readonly bucket: string; readonly region: string; readonly prefix: string }
  | { readonly store: "directory"; readonly path: string };

/**
 * Reads YAML; `source` says where it is from, and null that there is no such file. Variables of `env` that begin with
 * `AUDIT_` override it. Throws one `ConfigError` whose `problems` name each key or variable and the values allowed.
 */
export function readSettings(text: string | null, source: string, env: Environment = {}): Settings {
  const overrides = readOverrides(env);
  const value = applyOverrides(readFile(text, source, overrides), overrides);
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success && overrides.problems.length === 0) return freeze(toSettings(parsed.data));
  const issues = parsed.error?.issues ?? [];
  const variables = overrides.values.map(({ override }) => override);
  throw new ConfigError(`Cannot use the settings in ${source}`, {
    problems: [...describeProblems(issues, value, variables), ...overrides.problems],
  });
}

function readFile(text: string | null, source: string, { problems }: Overrides): unknown {
  if (text === null) {
    const hint = "write the file (docs/settings.md shows how) and pack it with the function";
    const message = `Cannot read settings from ${source}: there is no such file`;
    throw new ConfigError(message, { problems: [hint, ...problems] });
  }
  const yaml = readYaml(text);
  if ("value" in yaml) return yaml.value ?? {};
  const message = `Cannot read settings from ${source}: it is not the YAML of a settings file`;
  throw new ConfigError(message, { problems: [...yaml.problems, ...problems] });
}

function toSettings(file: SettingsFile): Settings {
  const { settle, stuck, window, catchUp, openMaxAge, assumedRetention, requestDeadline, ...rest } = file;
  const {
    exclude,
    lookupIds,
    maxRate,
    functions,
    fanOut,
    watchdog,
    heartbeat,
    fingerprints,
    alerts,
    endpoints,
    ...same
  } = rest;
  const overrides = Object.entries(stuck.queues).map(([queueId, each]) => [queueId, toOverride(each)] as const);
  return {
    ...same,
    exclude: exclude.map(({ bucket, queueId, reason }) => ({ bucket, queueId: queueId ?? null, reason })),
    lookupIds: lookupIds ?? null,
    maxRate: maxRate ?? null,
    settleMs: settle,
    stuck: {
      queuedAfterMs: stuck.queuedAfter,
      runningAfterMs: stuck.runningAfter,
      queues: Object.fromEntries(overrides),
      learned: stuck.learned === undefined ? null : toLearning(stuck.learned),
    },
    windowMs: window,
    catchUpMs: catchUp,
    openMaxAgeMs: openMaxAge,
    assumedRetentionMs: assumedRetention,
    requestDeadlineMs: requestDeadline,
    functions: { audit: functions.audit ?? null, diff: functions.diff ?? null, shard: functions.shard ?? null },
    fanOut: { shards: fanOut.shards, pagesPerShard: fanOut.pagesPerShard ?? null },
    watchdog: { graceMs: watchdog.grace, silenceMs: watchdog.silence },
    heartbeat: heartbeat ?? null,
    fingerprints: { rules: fingerprints.rules.map(toFingerprintRule) },
    alerts: toAlerts(alerts),
    endpoints: { ci: endpoints.ci ?? null, cos: endpoints.cos ?? null, scf: endpoints.scf ?? null },
  };
}

function toOverride({ queuedAfter, runningAfter }: SettingsFile["stuck"]["queues"][string]): Partial<Thresholds> {
  return {
    ...(queuedAfter === undefined ? {} : { queuedAfterMs: queuedAfter }),
    ...(runningAfter === undefined ? {} : { runningAfterMs: runningAfter }),
  };
}

function toLearning({ floor, ...same }: NonNullable<SettingsFile["stuck"]["learned"]>): Learning {
  return { ...same, floorMs: floor };
}

function freeze<T extends object>(value: T): T {
  for (const child of Object.values(value)) if (child instanceof Object) freeze(child);
  return Object.freeze(value);
}
