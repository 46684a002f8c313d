/** Every verdict that a run could come to about a job as it was told at one instant. */

import type { Audited } from "./audited-night.ts";
import { expectedVerdict } from "./expected-verdict.ts";
import { queueStates, type TrueJob } from "./truth.ts";

/** A queue's state is that of discovery, at some time of the run. */
export function possibleVerdicts({ asOf, run }: Audited, job: TrueJob, at: number): ReadonlySet<string | null> {
  const states = queueStates(job.queue, run.from, run.to);
  return new Set(
    run.settings.flatMap((settings) =>
      [...states].map((state) => expectedVerdict(job, at, { asOf, settings, queuePaused: state === "Paused" })),
    ),
  );
}
