/** Whether nights meet: where one ends the next begins, or it is told which nights are missing in between. */

import { nightSpan } from "../../core/night.ts";
import type { Window } from "../../core/window.ts";
import { type CoverageCause, type CoverageHole, everywhere } from "./coverage-hole.ts";

export interface NightJoints {
  /** A night that has no report, or one that cannot be read. Nights come in their order. */
  miss(night: string, cause: "not-committed" | "report-damaged", detail: string): void;
  join(night: string, span: Window): void;
  /** In the order of nights. */
  finish(): readonly CoverageHole[];
}

interface Missed {
  readonly night: string;
  readonly cause: CoverageCause;
  readonly detail: string;
}

/** `end` is where the night before the first ends; null when it is not known. */
export function createNightJoints(timeZone: string, end: number | null): NightJoints {
  const holes: CoverageHole[] = [];
  let at = end;
  let missed: Missed[] = [];
  /** What was missed ends where the next night begins, whatever its date says. */
  const close = (to: number | null) => {
    for (const [index, each] of missed.entries()) {
      const day = nightSpan(each.night, timeZone);
      const from = index === 0 ? (at ?? day.from) : day.from;
      const hole = { from, to: index === missed.length - 1 ? (to ?? day.to) : day.to };
      if (hole.from < hole.to) holes.push({ ...each, ...everywhere, ...hole });
    }
  };
  return {
    miss: (night, cause, detail) => void missed.push({ night, cause, detail }),
    join(night, span) {
      if (missed.length > 0) close(span.from);
      else if (at !== null && at !== span.from) holes.push(jointHole(night, at, span.from));
      missed = [];
      at = span.to;
    },
    finish() {
      close(null);
      return holes;
    },
  };
}

function jointHole(night: string, end: number, begin: number): CoverageHole {
  const place = { night, ...everywhere };
  if (end < begin) {
    return { ...place, from: end, to: begin, cause: "nights-apart", detail: "it begins after the night before ends" };
  }
  return { ...place, from: begin, to: end, cause: "nights-overlap", detail: "it begins before the night before ends" };
}
