/** What a night comes to against its baselines: the headline first, the worst first. */

import * as z from "zod";
import { count, date, family, scopeFields, sha256 } from "./common.ts";
import { fileFields } from "./manifest.ts";
import { baselineStates, carriedOutcomes, regressionSchema } from "./regression.ts";

const beforeAfter = z.strictObject({ before: count, after: count });
const groupCounts = countOfEach(baselineStates);

const headline = z.strictObject({
  worse: count.describe("lines that say that something got worse"),
  groups: groupCounts,
  failed: beforeAfter.describe("of the scopes that can be compared"),
  ended: beforeAfter.describe("of the scopes that can be compared"),
  carried: countOfEach(carriedOutcomes)
    .extend({ retried: count.default(0).describe("diffs before there was the count lack it") })
    .describe("open jobs of earlier nights, by what became of them, each job once"),
  inputs: z
    .strictObject({
      failedAgain: count,
      recovered: count.nullable().describe("null: the night did not look for them"),
    })
    .describe("works: one input and operation is counted once, however many jobs had it; lines are of jobs"),
  queues: count.describe("changes of queues"),
  rates: z
    .strictObject({
      tested: count.describe("rates of scopes, operations and groups"),
      tooFew: count.describe("scopes of which too few jobs failed, or ran, to tell"),
      spikes: count,
      drifts: count,
      slow: count,
    })
    .nullable()
    .default(null)
    .describe("null: they were not judged, as against a night chosen by hand, and in diffs before rates were"),
  scopes: z.strictObject({
    complete: count,
    incomplete: count,
    gone: count.describe("read whole, but of queues that are not listed any more"),
    notAudited: count.describe("of the night before, and not of this one"),
    withoutBaseline: count,
  }),
});
export type DiffHeadline = z.infer<typeof headline>;

const scopeDiff = z.strictObject({
  ...scopeFields,
  baseline: date.nullable().describe("the newest earlier night in which this scope is complete"),
  complete: z.boolean(),
  worse: count,
  groups: groupCounts,
  failed: beforeAfter.nullable().describe("null: there is nothing to compare with"),
  ended: beforeAfter.nullable(),
});
export type ScopeDiff = z.infer<typeof scopeDiff>;

export const maxWorst = 20;

const leftOutNight = z.strictObject({ night: date, reason: z.string() });
export type LeftOut = z.infer<typeof leftOutNight>;

const leftOut = z
  .array(leftOutNight)
  .describe("committed nights of the history whose files are missing or were changed, newest first");

export const diffSchema = z.strictObject({
  schema: z.literal("job-audit/diff/v1"),
  family,
  night: date,
  status: z.enum(["complete", "incomplete"]).describe("whether the night has holes"),
  baselines: z.array(z.strictObject({ night: date, scopes: count })).describe("newest first"),
  leftOut,
  headline,
  worst: z.array(regressionSchema).max(maxWorst).describe("of the lines that got worse, the worst first"),
  scopes: z.array(scopeDiff),
});
export type Diff = z.infer<typeof diffSchema>;

const nightInput = z.strictObject({ night: date, manifest: z.string() });

const seriesInput = z.strictObject({ night: date, manifestSha256: sha256.describe("of the night's manifest") });

const tuning = z.strictObject({
  minRatio: z.number().describe("the least ratio of rates that is a spike"),
  minExcess: z.number().describe("the least number of failures above the expected"),
  falseDiscoveryRate: z.number().describe("of all alerts, the share that may be false"),
});

export const diffManifestSchema = z.strictObject({
  schema: z.literal("job-audit/diff-manifest/v1"),
  family,
  night: date,
  revision: z.int().min(1),
  producer: z.strictObject({ name: z.string(), version: z.string() }),
  status: z.enum(["complete", "incomplete"]),
  worse: count,
  of: nightInput.describe("the night that is compared"),
  history: z.array(nightInput).describe("the nights it is compared with, newest first"),
  series: z.array(seriesInput).default([]).describe("the nights whose rates are looked at, newest first"),
  leftOut,
  alwaysAlert: z.array(z.string()).default([]).describe("codes that are told of however few jobs have them"),
  tuning: tuning.nullable().default(null).describe("null: no rates were judged"),
  files: z.array(
    z.strictObject({ dataset: z.enum(["regressions", "diff", "tests", "signals", "page"]), ...fileFields }),
  ),
});
export type DiffManifest = z.infer<typeof diffManifestSchema>;

export const diffCommitSchema = z.strictObject({
  schema: z.literal("job-audit/diff-commit/v1"),
  family,
  night: date,
  revision: z.int().min(1),
  status: z.enum(["complete", "incomplete"]),
  manifest: z.string().describe("key of the diff's manifest, relative to the store's root"),
  manifestSha256: sha256,
  replaces: z.string().nullable().describe("key of the commit that this one replaces"),
});
export type DiffCommit = z.infer<typeof diffCommitSchema>;

/** An object and no record, so that the published schema names what it requires. */
function countOfEach<Name extends string>(names: readonly Name[]) {
  const counts: [Name, typeof count][] = names.map((name) => [name, count]);
  return z.strictObject(Object.fromEntries(counts) as Record<Name, typeof count>);
}
