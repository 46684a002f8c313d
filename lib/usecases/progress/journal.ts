/**
 * The journal of a run: what was finished and is not saved yet, and the checkpoints that save it beside the work.
 *
 * Checkpoints are immutable: each is claimed under the next number. One that cannot be written ends nothing, and what
 * it held goes with the next.
 */

import { DeadlineError, NetworkError, ProtocolError, ServiceError, StoreError } from "../../core/errors.ts";
import { checkpointKey, type Lane } from "../../core/key.ts";
import { linkedAbort } from "../../core/linked-abort.ts";
import type { CheckpointRow } from "../../core/schema/progress.ts";
import { shortError } from "../../core/told-code.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Events, noEvents } from "../../ports/events.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toLine } from "../report/line-runs.ts";
import { packCheckpoint } from "./checkpoint.ts";

/**
 * From one checkpoint to the next, and of work in one piece. What is lost is at most a piece of that age and what waited
 * as long for a checkpoint: 20 s and the page at hand, where 30 s are allowed. A choice: six small objects a minute.
 */
const checkpointMs = 10_000;

/** What waits for a checkpoint, in memory; what exceeds it is not saved, and read again if need be. A choice. */
const maxWaitingBytes = 16 << 20;

export interface Journal {
  /** Whether work that began at `startedAt` is to be told of now. */
  isDue(startedAt: number): boolean;
  now(): number;
  /** Throws what went wrong with a checkpoint, if it is no answer of the store. */
  add(row: CheckpointRow): void;
  /** To be called after each answer: saves what is due, without waiting for it. */
  beat(): void;
  /** Saves what waits, due or not. Throws what keeps it from that; what was not saved waits on. */
  flush(): Promise<void>;
  /** Settles when nothing is under way any more. What is not saved is forgotten. */
  close(): Promise<void>;
}

interface NextCheckpoint {
  /** The number of the discovery that it belongs to. */
  discovery: number;
  number: number;
}

export interface JournalDeps {
  readonly store: ReportStore;
  readonly clock: Clock;
  readonly events?: Events | undefined;
  readonly runId: string;
  /** Null: the run's own series. */
  readonly lane?: Lane | null;
  /** Of the next checkpoint; not known before what was saved has been read. */
  readonly next: NextCheckpoint;
  /** Called before each checkpoint: false when this run is not to write any. */
  begin(signal: AbortSignal): Promise<boolean>;
}

export function createJournal(deps: JournalDeps, signal: AbortSignal): Journal {
  const { clock, runId: run, events = noEvents } = deps;
  const stop = linkedAbort(signal);
  const waiting = createWaiting();
  let lastAt = clock.now();
  let open = true;
  let writing: Promise<void> | null = null;
  let defect: { readonly error: unknown } | null = null;
  /** Throws what keeps it from that, and then has told of it; what was to be saved waits on. */
  const saveWaiting = async () => {
    const lines = waiting.take();
    const startedAt = clock.now();
    try {
      if (!(await save(deps, lines, stop.signal))) open = false;
      else events.tell({ event: "progress-saved", run, pieces: lines.length, durationMs: clock.now() - startedAt });
    } catch (error) {
      waiting.putBack(lines);
      if (!stop.signal.aborted) events.tell({ event: "progress-not-saved", run, ...shortError(error) });
      throw error;
    }
  };
  const write = async () => {
    try {
      await saveWaiting();
    } catch (error) {
      if (!isOfStore(error) && !stop.signal.aborted) defect = { error };
    }
    // From its end on: one that took long is not followed at once by the next.
    lastAt = clock.now();
    writing = null;
  };
  const beat = () => {
    if (defect !== null) throw defect.error;
    if (!open || writing !== null || waiting.isEmpty() || clock.now() - lastAt < checkpointMs) return;
    writing = write();
  };
  return {
    now: () => clock.now(),
    isDue: (since) => open && clock.now() - since >= checkpointMs,
    beat,
    add(row) {
      if (open) waiting.add(toLine(row));
      beat();
    },
    async flush() {
      await writing;
      if (open && !waiting.isEmpty()) await saveWaiting();
    },
    async close() {
      open = false;
      stop.abort();
      await writing;
    },
  };
}

/** For who keeps no progress. */
export const noJournal: Journal = {
  now: () => 0,
  isDue: () => false,
  beat: () => {},
  flush: async () => {},
  add: () => {},
  close: async () => {},
};

/** A run that races under the same id may have taken the number: what it saved is its own. */
async function save(deps: JournalDeps, lines: readonly Buffer[], signal: AbortSignal): Promise<boolean> {
  if (!(await deps.begin(signal))) return false;
  const packed = packCheckpoint(deps.runId, deps.clock.now(), lines);
  for (;;) {
    const { discovery, number } = deps.next;
    const { won } = await deps.store.claim(checkpointKey(deps.runId, discovery, number, deps.lane), packed, signal);
    deps.next.number += 1;
    if (won) return true;
  }
}

function createWaiting() {
  let lines: Buffer[] = [];
  let bytes = 0;
  const add = (line: Buffer) => {
    if (bytes + line.length > maxWaitingBytes) return;
    bytes += line.length;
    lines.push(line);
  };
  return {
    add,
    isEmpty: () => lines.length === 0,
    take() {
      const taken = lines;
      lines = [];
      bytes = 0;
      return taken;
    },
    putBack(taken: readonly Buffer[]) {
      const since = lines;
      lines = [];
      bytes = 0;
      for (const line of [...taken, ...since]) add(line);
    },
  };
}

function isOfStore(error: unknown): boolean {
  return (
    error instanceof StoreError ||
    error instanceof ServiceError ||
    error instanceof ProtocolError ||
    error instanceof NetworkError ||
    error instanceof DeadlineError
  );
}
