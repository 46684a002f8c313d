/** Reading of several nights of which some may be damaged: whose file it was that could not be read. */

import { StoreError } from "../../core/errors.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface GatherDeps {
  readonly store: ReportStore;
  /** Takes down whose file cannot be read; the error goes on. */
  log(night: string, error: StoreError): void;
}

export async function* logged<Row>({ log }: GatherDeps, night: string, rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  try {
    yield* rows;
  } catch (error) {
    if (error instanceof StoreError) log(night, error);
    throw error;
  }
}
