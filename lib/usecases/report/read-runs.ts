import type { Run } from "./spool.ts";

/** The lines of runs, one run after the other: one is in memory at a time. */
export async function* readRuns(runs: readonly Run[], signal: AbortSignal): AsyncGenerator<Buffer> {
  for (const run of runs) yield await run.read(signal);
}
