/** Every verdict that a run could come to about a job as it was told at one instant. */

import type { Audited } from "./audited-night.ts";
import { configuredThresholds, type ExpectedThresholds, expectedVerdict } from "./expected-verdict.ts";
import { placeKey, queueStates, type TrueJob } from "./truth.ts";

/** A queue's state is that of discovery, at some time of the run. */
export function possibleVerdicts(audited: Audited, job: TrueJob, at: number): ReadonlySet<string | null> {
  const { asOf, run } = audited;
  const states = queueStates(job.queue, run.from, run.to);
  return new Set(
    possibleThresholds(audited, job).flatMap((thresholds) =>
      [...states].map((state) => expectedVerdict(job, at, { asOf, thresholds, queuePaused: state === "Paused" })),
    ),
  );
}

/**
 * As any revision of the night that the report keeps rows of says that it judged: what it learned is checked elsewhere. One
 * that says nothing judged by what is configured.
 */
function possibleThresholds({ run, kept }: Audited, { place }: TrueJob): readonly ExpectedThresholds[] {
  const key = placeKey(place);
  const told = kept.map(({ rows }) => rows.thresholds.filter((row) => placeKey(row) === key));
  const learned = told.map((rows) => ({ wait: usedIn(rows, "wait"), run: usedIn(rows, "run") })).filter(isWhole);
  const configured = run.settings.map((settings) => configuredThresholds(settings, place.queueId));
  return learned.length === kept.length ? learned : [...learned, ...configured];
}

type Told = Audited["revision"]["rows"]["thresholds"];

function usedIn(rows: Told, phase: "wait" | "run"): number | undefined {
  return rows.find((row) => row.phase === phase)?.usedMs;
}

function isWhole(
  told: { readonly [Phase in keyof ExpectedThresholds]: number | undefined },
): told is ExpectedThresholds {
  return told.wait !== undefined && told.run !== undefined;
}
