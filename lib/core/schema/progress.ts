/**
 * Lines of a checkpoint: what a run that is killed leaves to the next one with the same id.
 *
 * Times are epoch milliseconds, as they are in memory: nobody but this program reads them.
 */

import * as z from "zod";
import { holeCauses } from "../hole.ts";
import { amendmentSchema, carriedSchema, retriedBy } from "./carried.ts";
import { count, scopeFields, text } from "./common.ts";
import { queueSchema } from "./queue.ts";
import { tallySchema } from "./tally.ts";

const version = { schema: z.literal("job-audit/progress/v1") };
const span = { from: z.int(), to: z.int() };

const hole = z.strictObject({
  ...span,
  cause: z.enum(holeCauses),
  detail: z.string(),
  requestId: text,
  evidence: text,
});

/** Lines by the key under which they lie in the store, or as they are. */
const savedRun = z.union([z.strictObject({ key: z.string() }), z.strictObject({ lines: z.string() })]);
export type SavedRun = z.infer<typeof savedRun>;

const header = z.strictObject({
  ...version,
  kind: z.literal("checkpoint"),
  runId: z.string(),
  savedAt: z.int(),
  rows: count,
});

/** A span of a scope that was read whole. */
const piece = z.strictObject({
  ...version,
  kind: z.literal("piece"),
  ...scopeFields,
  ...span,
  ordered: z.boolean().describe("false: a window that was read in one chain, in the place of all its pieces"),
  counts: z.strictObject({
    pages: count,
    duplicates: count,
    outside: count,
    foreign: count,
    restarts: count,
    halvings: count,
    retries: count,
    rate: count,
  }),
  holes: z.array(hole),
  foreignScopes: z.array(z.string()),
  tally: tallySchema,
  findings: z.array(savedRun),
  open: z.array(savedRun),
  recoveries: z.array(savedRun),
  groups: z.array(z.array(savedRun)),
});
export type PieceRow = z.infer<typeof piece>;

const digest = z.string().describe("of the batch as it was: which jobs, and as what they were known");

const job = count.describe("how many jobs of its batch come before it");

const judged = z.strictObject({ job, amendment: amendmentSchema.nullable(), carried: carriedSchema.nullable() });

const failed = z.strictObject({ job, hole, outage: z.boolean() });

/** A window in which the order of the list was seen broken: pieces that relied on order are void. */
const disorder = z.strictObject({ ...version, kind: z.literal("disorder"), ...scopeFields, ...span });
export type DisorderRow = z.infer<typeof disorder>;

/** Open jobs of earlier nights that were looked up. */
const lookedUp = z.strictObject({
  ...version,
  kind: z.literal("looked-up"),
  batch: count,
  digest,
  judged: z.array(judged),
  failed: z.array(failed),
});
export type LookedUpRow = z.infer<typeof lookedUp>;

/** An open job of an earlier night of which it was looked up whether another one did its work since. */
const retried = z.strictObject({
  ...version,
  kind: z.literal("retried"),
  batch: count,
  digest,
  job,
  retried: retriedBy,
  whole: z.boolean(),
  failed: z.strictObject({ hole, outage: z.boolean() }).nullable(),
});
export type RetriedRow = z.infer<typeof retried>;

/** A span of the list that was read again, and the open jobs that it holds still. */
const rewalked = z.strictObject({
  ...version,
  kind: z.literal("rewalked"),
  batch: count,
  digest,
  chunk: count.describe("how many chunks of its batch come before it"),
  ...span,
  ordered: z.boolean(),
  judged: z.array(judged),
});
export type RewalkedRow = z.infer<typeof rewalked>;

const checkpointLine = z.discriminatedUnion("kind", [header, piece, disorder, lookedUp, retried, rewalked]);
export type CheckpointHeader = z.infer<typeof header>;
export type CheckpointRow = PieceRow | DisorderRow | LookedUpRow | RetriedRow | RewalkedRow;

/** What is taken is the value itself: a parsed copy has no key `__proto__`, which a service may well use. */
export function isCheckpointLine(value: unknown): value is CheckpointHeader | CheckpointRow {
  return checkpointLine.safeParse(value).success;
}

const savedDiscovery = z.strictObject({
  ...version,
  kind: z.literal("discovery"),
  runId: z.string(),
  scopes: z.array(
    z.strictObject({ ...scopeFields, origin: z.enum(["discovered", "previous-night"]), readBefore: z.boolean() }),
  ),
  queues: z.array(queueSchema),
  holes: z.array(z.strictObject({ ...hole.shape, region: z.string(), bucket: text, queueId: text, tag: text })),
});
export type SavedDiscovery = z.infer<typeof savedDiscovery>;

export function isSavedDiscovery(value: unknown): value is SavedDiscovery {
  return savedDiscovery.safeParse(value).success;
}
