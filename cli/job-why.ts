/** Why a job has its verdict, or none: what a report holds of it, and how old it was when it was judged. */

import type { Manifest } from "../lib/core/schema/manifest.ts";
import type { ThresholdPhase, ThresholdRow } from "../lib/core/schema/threshold.ts";
import type { Thresholds } from "../lib/usecases/audit/audit-request.ts";
import type { ExplainedJob, ToldRow } from "../lib/usecases/report/explain-job.ts";

export interface JobWhy extends Pick<ExplainedJob, "group" | "change"> {
  readonly night: string;
  readonly jobId: string;
  readonly row: ToldRow;
  readonly verdict: string | null;
  /** Of a job that had not ended. */
  readonly age: JobAge | null;
}

interface JobAge {
  readonly phase: ThresholdPhase;
  /** When the night was judged, ISO 8601. */
  readonly asOf: string;
  readonly ms: number;
  /** What it was compared with; null where the night does not tell, and its settings may have been others. */
  readonly threshold: ThresholdRow | ConfiguredThreshold | null;
}

interface ConfiguredThreshold {
  readonly usedMs: number;
  readonly source: "configured" | "queue";
}

export interface OwnThresholds {
  /** As settings have them for the job's queue, whoever set them. */
  readonly all: Thresholds;
  readonly queue: Partial<Thresholds>;
}

const open: ReadonlySet<string> = new Set(["Submitted", "Running", "Pause"]);

/** `own` is what settings have now, where they are those of the night. */
export function jobWhy(
  { night, asOf }: Pick<Manifest, "night" | "asOf">,
  { row, thresholds, group, change }: ExplainedJob,
  own: OwnThresholds | null,
): JobWhy {
  const verdict = "verdict" in row ? row.verdict : null;
  const told = { night, jobId: row.jobId, row, verdict, group, change };
  if (!open.has(row.state) || verdict === "vanished") return { ...told, age: null };
  const phase = row.state === "Running" ? "run" : "wait";
  const since = (phase === "run" ? row.startedAt : null) ?? row.createdAt;
  const threshold = thresholds.find((each) => each.phase === phase) ?? (own && configuredOf(own, phase));
  return { ...told, age: { phase, asOf, ms: Date.parse(asOf) - Date.parse(since), threshold } };
}

function configuredOf({ all, queue }: OwnThresholds, phase: ThresholdPhase): ConfiguredThreshold {
  const key = phase === "wait" ? "queuedAfterMs" : "runningAfterMs";
  return { usedMs: all[key], source: queue[key] === undefined ? "configured" : "queue" };
}
