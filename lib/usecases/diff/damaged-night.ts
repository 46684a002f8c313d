/**
 * A night of the history whose files cannot be believed. It is left out and told: one damaged night must not stop the
 * diffs of all nights that look back on it. What passes, such as a connection that broke, is no damage.
 */

import { StoreError } from "../../core/errors.ts";
import type { LeftOut } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "../report/problem-in.ts";
import type { CommittedNight } from "../report/read-commit.ts";

export class DamagedNightError extends StoreError {
  readonly night: string;

  constructor(night: string, cause: StoreError) {
    super(cause.message, { cause });
    this.night = night;
  }
}

/** Rows of a night of the history; what is wrong with its files is told as damage of that night. */
export async function* rowsOfHistory<Row>(
  { manifest }: CommittedNight,
  rows: AsyncIterable<Row>,
): AsyncGenerator<Row, void> {
  try {
    yield* rows;
  } catch (error) {
    throw damageOf(manifest.night, error);
  }
}

/** As `rowsOfHistory`, of what is read at once. */
export function readOfHistory<Value>({ manifest }: CommittedNight, reading: Promise<Value>): Promise<Value> {
  return readOfNight(manifest.night, reading);
}

/** The same of a night of which only the name is known. */
export async function readOfNight<Value>(night: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    throw damageOf(night, error);
  }
}

function damageOf(night: string, error: unknown): unknown {
  return error instanceof StoreError ? new DamagedNightError(night, error) : error;
}

/** Without the place of the store: a diff does not depend on where it is made. */
export function leftOutFor(night: string, error: StoreError, store: ReportStore): LeftOut {
  return { night, reason: problemIn(store, error) };
}
