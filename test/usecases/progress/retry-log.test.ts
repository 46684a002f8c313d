import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { type CheckpointRow, isCheckpointLine } from "../../../lib/core/schema/progress.ts";
import { noJournal } from "../../../lib/usecases/progress/journal.ts";
import { createRetryLog } from "../../../lib/usecases/progress/retry-log.ts";
import type { RecheckedRow } from "../../../lib/usecases/progress/run-progress.ts";
import { failedOutcome } from "../../../lib/usecases/recheck/outcome.ts";
import type { PendingChunk } from "../../../lib/usecases/recheck/pending-chunks.ts";
import { known, pending } from "../recheck/a-committed-night.ts";

const [one, two, three] = [known("one", 0), known("two", 1), known("three", 2)];
const chunks = [pending([one, two]), pending([three], { night: "2026-11-22" })];
const found = { retried: { jobId: "j9", endedAt: "2026-11-21T00:00:00.000Z" }, whole: true };
const endless = { retried: null, whole: false };
const url = "https://u:5ec2e7@photos.example/a.jpg?sign=5ec2e7";
const failed = failedOutcome(new NetworkError(`Cannot reach ${url}`), three, null);

function open(of: readonly PendingChunk[], saved: readonly RecheckedRow[] = []) {
  const told: CheckpointRow[] = [];
  const journal = { ...noJournal, add: (row: CheckpointRow) => void told.push(row) };
  return { log: createRetryLog({ journal, batch: 0, chunks: of, saved }), told };
}

function saved(): readonly RecheckedRow[] {
  const { log, told } = open(chunks);
  log.add(one, found);
  log.add(two, endless);
  log.add(three, failed);
  // Each is a line of its own, as a checkpoint holds it.
  const lines = told.map((row): unknown => JSON.parse(JSON.stringify(row)));
  return lines.filter(isCheckpointLine).filter((row): row is RecheckedRow => row.kind === "retried");
}

describe("createRetryLog()", () => {
  it("gives back what was learned of each job of the same batch", () => {
    const { log } = open(chunks, saved());
    expect(log.soughtFor(one)).toEqual(found);
    expect(log.soughtFor(two)).toEqual(endless);
    expect(log.soughtFor(three)).toMatchObject({ kind: "failed", outage: true, hole: { cause: "network" } });
  });

  it("knows nothing of a batch of other jobs, of another one's job, or of a job that was not looked for", () => {
    expect(open([pending([one])], saved()).log.soughtFor(one)).toBeNull();
    expect(open(chunks, saved()).log.soughtFor(known("one", 0))).toBeNull();
    expect(open(chunks).log.soughtFor(one)).toBeNull();
  });

  it("saves no secret, and nothing of a job that is none of the batch", () => {
    expect(JSON.stringify(saved())).not.toContain("5ec2e7");
    const { log, told } = open(chunks);
    log.add(known("one", 0), found);
    expect(told).toEqual([]);
  });
});
