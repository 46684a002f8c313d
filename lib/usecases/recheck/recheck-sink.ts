/** Gathers what became of the jobs: lines of amendments and carried jobs, holes, and what is too old to be asked again. */

import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Judgement } from "../../core/verdict.ts";
import { createLineRuns } from "../report/line-runs.ts";
import type { Spool } from "../report/spool.ts";
import { type Judged, judgeSeen, judgeVanished } from "./judge-again.ts";
import type { KnownJob } from "./known-job.ts";
import { createMissedJobs } from "./missed-jobs.ts";
import type { Outcome } from "./outcome.ts";
import type { PendingChunk } from "./pending-chunks.ts";
import type { Rechecked } from "./rechecked.ts";

export interface RecheckSink {
  /** Chunks come in the order of nights, scopes and time. */
  add(chunk: PendingChunk, outcomes: ReadonlyMap<KnownJob, Outcome>): Promise<void>;
  finish(): Promise<Rechecked>;
}

export function createRecheckSink(
  spool: Spool,
  {
    judgementOf,
    oldestNight,
  }: {
    judgementOf(scope: Scope): Judgement;
    /** No later night asks for its jobs. */
    readonly oldestNight: string;
  },
  signal: AbortSignal,
): RecheckSink {
  const amendments = createLineRuns(spool, signal);
  const carried = createLineRuns(spool, signal);
  const missed = createMissedJobs();
  const left = new Map<string, { readonly scope: Scope; jobs: number }>();
  return {
    async add(chunk, outcomes) {
      const judged = chunk.jobs.map((known) => {
        const outcome = outcomes.get(known);
        missed.add(chunk, outcome?.kind === "failed" ? outcome.hole : null);
        return judge(chunk, known, outcome, judgementOf(chunk.scope));
      });
      await amendments.add(judged.flatMap(({ amendment }) => amendment ?? []));
      await carried.add(judged.flatMap((each) => each.carried ?? []));
      if (chunk.night === oldestNight) countLeft(left, chunk.scope, judged);
    },
    async finish() {
      const notes = [...left.values()].map(({ scope, jobs }) => noteOf(scope, jobs, oldestNight));
      return { amendments: await amendments.finish(), carried: await carried.finish(), holes: missed.holes, notes };
    },
  };
}

function judge(chunk: PendingChunk, known: KnownJob, outcome: Outcome | undefined, judgement: Judgement): Judged {
  if (outcome?.kind === "seen") return judgeSeen(chunk, known, outcome.job, judgement);
  if (outcome?.kind === "vanished") return judgeVanished(chunk, known);
  return { amendment: null, carried: null };
}

function countLeft(
  left: Map<string, { readonly scope: Scope; jobs: number }>,
  scope: Scope,
  judged: readonly Judged[],
): void {
  const open = judged.filter(({ amendment }) => amendment === null || amendment.change === "changed").length;
  if (open === 0) return;
  const key = scopeKey(scope);
  left.set(key, { scope, jobs: (left.get(key)?.jobs ?? 0) + open });
}

function noteOf({ region, bucket, queueId, tag }: Scope, jobs: number, night: string): Rechecked["notes"][number] {
  const [what, are] = jobs === 1 ? ["1 open job", "is"] : [`${jobs} open jobs`, "are"];
  const note = `${what} of ${night} ${are} older than openMaxAge and will not be asked for again`;
  return { region, bucket, queueId, tag, note };
}
