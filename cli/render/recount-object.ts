/** What `run --recount --json` prints: one object, whose keys scripts rely on. */

import { isoSpan } from "../../lib/core/instant.ts";
import type { Recount } from "../../lib/usecases/recount/recount-night.ts";
import type { WindowRecount } from "../../lib/usecases/recount/recount-window.ts";
import type { CommittedNight } from "../../lib/usecases/report/read-commit.ts";

export interface RecountObject {
  readonly family: string;
  readonly night: string;
  readonly revision: number;
  readonly manifest: string;
  /** Whether something could be recounted, all that could be read was the same, and nothing could not be read. */
  readonly sound: boolean;
  readonly allWindows: number;
  readonly recounted: number;
  /** How many windows came to what. */
  readonly outcomes: Readonly<Record<WindowRecount["outcome"], number>>;
  readonly windows: readonly RecountWindowObject[];
}

export type RecountWindowObject = ReturnType<typeof windowObject>;

export function recountObject({ manifest, commit }: CommittedNight, { allWindows, windows }: Recount): RecountObject {
  const outcomes = { same: 0, differs: 0, forgotten: 0, unread: 0 };
  for (const { outcome } of windows) outcomes[outcome] += 1;
  return {
    family: manifest.family,
    night: manifest.night,
    revision: manifest.revision,
    manifest: commit.manifest,
    sound: outcomes.same > 0 && outcomes.differs === 0 && outcomes.unread === 0,
    allWindows,
    recounted: windows.length,
    outcomes,
    windows: windows.map(windowObject),
  };
}

function windowObject({ scope: { family: _, ...place }, window, ...recount }: WindowRecount) {
  const { outcome, jobs, holed, told, listed, pages, missing, orders, failure } = recount;
  return { ...place, ...isoSpan(window), outcome, jobs, holed, told, listed, pages, missing, orders, failure };
}
