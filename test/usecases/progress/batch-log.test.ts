import { describe, expect, it } from "vitest";
import { type CheckpointRow, isCheckpointLine, type LookedUpRow } from "../../../lib/core/schema/progress.ts";
import { createBatchLog } from "../../../lib/usecases/progress/batch-log.ts";
import { noJournal } from "../../../lib/usecases/progress/journal.ts";
import type { RecheckedRow } from "../../../lib/usecases/progress/run-progress.ts";
import type { PendingChunk } from "../../../lib/usecases/recheck/pending-chunks.ts";
import { judgeOutcome } from "../../../lib/usecases/recheck/recheck-sink.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { aJob, midnight } from "../../fakes/samples.ts";
import { known, pending } from "../recheck/a-committed-night.ts";

const judgement = { asOf: midnight, queuedAfterMs: 1, runningAfterMs: 1, queuePaused: false };

function open(chunks: readonly PendingChunk[], saved: readonly RecheckedRow[] = []) {
  const told: CheckpointRow[] = [];
  const log = createBatchLog({
    journal: { ...noJournal, add: (row) => void told.push(row) },
    batch: 0,
    chunks,
    saved,
    judge: (chunk, job, outcome) => judgeOutcome(chunk, job, outcome, { judgement, fingerprints: fingerprinting }),
  });
  return { log, told };
}

/** What an earlier run saved of a batch of these chunks, whose jobs all ended. */
function savedOf(chunks: readonly PendingChunk[]): readonly RecheckedRow[] {
  const { log, told } = open(chunks);
  for (const chunk of chunks) {
    const seen = chunk.jobs.map((job) => [job, { kind: "seen", job: aJob({ id: job.row.jobId }) }] as const);
    log.addLookedUp(new Map(seen));
    log.addRewalked(chunk, { ...chunk.window, ordered: true, outcomes: new Map(seen) });
  }
  expect(told.every(isCheckpointLine)).toBe(true);
  return told.filter((row): row is RecheckedRow => row.kind === "looked-up" || row.kind === "rewalked");
}

const [older, newer] = ["2026-11-19", "2026-11-20"].map((night) => pending([known(`of ${night}`, 0)], { night }));

describe("createBatchLog()", () => {
  const chunks = [older ?? expect.unreachable(), newer ?? expect.unreachable()] as const;

  it("gives back what earlier runs learned of the jobs of the same batch", () => {
    const { log } = open(chunks, savedOf(chunks));
    for (const chunk of chunks) {
      for (const told of [log.lookedUp(chunk.jobs), log.rewalked(chunk)[0]?.outcomes]) {
        const [[job, outcome] = []] = [...(told ?? [])];
        expect(job).toBe(chunk.jobs[0]);
        expect(outcome).toMatchObject({ judged: { amendment: { jobId: job?.row.jobId, night: chunk.night } } });
      }
    }
  });

  const [first, second] = chunks;
  const changed = { ...second, jobs: second.jobs.map((job) => ({ ...job, was: { ...job.was, state: "Running" } })) };
  it.each<[string, readonly PendingChunk[], readonly PendingChunk[]]>([
    ["before the file of an older night could be read", [second], chunks],
    ["of jobs whose file cannot be read any more", chunks, [second]],
    ["of jobs that were known as something else", chunks, [first, changed]],
    ["of a longer span", chunks, [first, { ...second, window: { ...second.window, to: second.window.to + 1_000 } }]],
  ])("takes nothing that was saved %s", (_, then, now) => {
    const { log } = open(now, savedOf(then));
    for (const chunk of now) expect([log.lookedUp(chunk.jobs), log.rewalked(chunk)]).toEqual([null, []]);
  });

  it("does not say of a batch what was saved of another", () => {
    const digests = [chunks, [first], [second]].map((each) => (savedOf(each)[0] as LookedUpRow).digest);
    expect(new Set(digests).size).toBe(3);
  });
});
