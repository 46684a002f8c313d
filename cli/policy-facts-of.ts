/** What the policies are made of, from settings and flags. */

import type { Settings } from "../lib/config/settings.ts";
import { ConfigError } from "../lib/core/errors.ts";
import type { BucketPlace, FunctionPlace, PolicyFacts } from "../lib/core/policy/policy-facts.ts";
import { safeText } from "../lib/core/safe-text.ts";

export interface PolicyFlags {
  readonly role: string;
  readonly logTopic?: string;
  readonly code?: string;
  readonly anyFunction?: true;
}

/** As serverless.yml declares them: all in one region and namespace, those of the first that settings place. */
const functionKeys = ["audit", "diff", "shard", "watchdog"] as const;
type FunctionKey = (typeof functionKeys)[number];

/** Throws `ConfigError` for settings whose reports lie in a folder, and for flags that cannot be. */
export function policyFactsOf(settings: Settings, flags: PolicyFlags): PolicyFacts {
  const { report, buckets } = settings;
  if (report.store !== "cos") {
    throw new ConfigError(
      "Cannot make policies: the reports of these settings lie in a folder, which needs none; name a bucket as report: " +
        "{ store: cos, bucket, region }",
    );
  }
  const placed: Partial<Record<FunctionKey, FunctionPlace | null>> = settings.functions;
  const started = Object.values(placed).filter((place) => place !== null);
  const { region, namespace } = started[0] ?? { region: report.region, namespace: "default" };
  const nameOf = (key: FunctionKey) => placed[key]?.function ?? `job-audit-${key}`;
  const deployed = functionKeys.map((key) => ({ function: nameOf(key), namespace, region }));
  return {
    buckets,
    report,
    functions: { deployed, started },
    role: matching(flags.role, "--role", roleName),
    logTopic: flags.logTopic === undefined ? null : matching(flags.logTopic, "--log-topic", topicId),
    code: flags.code === undefined ? null : codePlace(flags.code, region),
    namesFunctions: !flags.anyFunction,
  };
}

/** As serverless.yml takes a role. */
const roleName = { pattern: /^[\w+=,.@-]{1,128}$/, text: "letters, digits and any of +=,.@-_" };
const topicId = { pattern: /^[\w-]{1,128}$/, text: "letters, digits, - and _" };

function matching(value: string, flag: string, { pattern, text }: typeof roleName): string {
  if (pattern.test(value)) return value;
  throw new ConfigError(`Cannot use ${flag} ${safeText(value.slice(0, 80))}: expected ${text}`);
}

/** The functions' own region: the platform takes code from a bucket of its region. */
function codePlace(text: string, region: string): BucketPlace {
  const [, bucket, prefix = ""] = /^([a-z0-9-]+-\d+)(?:\/([\w.=/-]*[\w.=-]))?\/?$/.exec(text) ?? [];
  if (bucket !== undefined) return { bucket, region, prefix };
  throw new ConfigError(
    `Cannot use --code ${safeText(text.slice(0, 80))}: expected a bucket and a prefix such as code-1250000000/job-audit`,
  );
}
