/** Makes the diff of a night, and tells that it did and how long it took. */

import type { Clock } from "../../ports/clock.ts";
import type { Events } from "../../ports/events.ts";
import type { DiffRequest } from "./comparison.ts";
import { type DiffDeps, type DiffResult, diffNight } from "./diff-night.ts";

export interface MakeDiffDeps extends DiffDeps {
  readonly clock: Clock;
  readonly events?: Events;
}

/** As `diffNight`. */
export async function makeDiff(
  deps: MakeDiffDeps,
  request: DiffRequest,
  signal: AbortSignal,
): Promise<DiffResult | null> {
  const startedAt = deps.clock.now();
  const made = await diffNight(deps, request, signal);
  if (made === null) return null;
  const { family, date: night } = request.name;
  const { key: commit, already, manifest } = made;
  const durationMs = Math.round(deps.clock.now() - startedAt);
  const { revision, worse } = manifest;
  deps.events?.tell({ event: "diff-made", family, night, revision, commit, worse, already, durationMs });
  return made;
}
