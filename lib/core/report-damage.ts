/** What a damaged report of an earlier or later night leaves behind: a hole over that night, in each of its regions. */

import type { PlacedHole } from "./hole.ts";
import type { Window } from "./window.ts";

export interface ReportDamage {
  readonly night: string;
  readonly span: Window;
  readonly regions: readonly string[];
  /** Which file, and what is wrong with it. */
  readonly seen: string;
  /** What is not known, or not done, for want of it. */
  readonly lost: string;
}

export function damageHoles({ night, span, regions, seen, lost }: ReportDamage): readonly PlacedHole[] {
  const detail = `the report of ${night} is damaged: ${seen}; ${lost}`;
  const what = { ...span, cause: "report-damaged", detail, requestId: null, evidence: null } as const;
  return regions.map((region) => ({ region, bucket: null, queueId: null, tag: null, ...what }));
}
