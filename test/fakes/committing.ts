/** What a commit needs: a store, and a clock that stands still, so that the same manifest gives the same commit. */

import type { Clock } from "../../lib/ports/clock.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";
import { manualClock } from "./manual-clock.ts";

/** Half past two in the morning after the night of `aManifest`, in Shanghai: when a commit is made unless told. */
const usualCommit = Date.UTC(2026, 10, 21, 18, 30);

export function committing<Store extends ReportStore>(store: Store, now = usualCommit): { store: Store; clock: Clock } {
  return { store, clock: manualClock(now) };
}
