/** Audits of one large night whose jobs are made, each in a fresh process. */

import { alternate, type Rounds } from "./alternate.ts";
import { readable } from "./figures.ts";
import { bundleSides, heapMb, runSide, startCloud } from "./processes.ts";
import type { Results } from "./results.ts";
import { type Walked, type WalkFigures, walkFigures } from "./walked.ts";

export interface MadeAudits {
  readonly jobs: number;
  readonly rounds: number;
}

export async function auditMadeNight({ jobs, rounds }: MadeAudits, results: Results): Promise<Rounds<WalkFigures>> {
  await bundleSides(["made-cloud", "audit"]);
  const cloud = await startCloud(jobs, ["made-cloud", String(jobs)]);
  const { url, night } = cloud.facts;
  const audit = (round: number) => runSide<Walked>("audit", [url, night, `round-${round}`]);
  const sides = { ours: (round: number) => walkFigures(audit(round), cloud.facts) };
  const { ours } = await alternate({ of: `${readable(jobs)} jobs, heap of ${heapMb} MB`, rounds, sides }, results);
  await cloud.stop();
  return ours;
}
