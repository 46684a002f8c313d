/** Rises for tests, counted one by one from the failures of a night and of those before. */

import type { ExplainedRise } from "../../../lib/core/why/explain-rise.ts";
import { createJointCounts } from "../../../lib/core/why/joint-counts.ts";
import { candidatesOf } from "../../../lib/core/why/rank-values.ts";
import type { Failed, Told } from "./failures.ts";

function countsOf(failures: readonly Failed[]): ReadonlyMap<string, number> {
  const keys = failures.flatMap((each) => each.map(({ attribute, value }) => `${attribute} ${value}`));
  return new Map([...new Set(keys)].map((key) => [key, keys.filter((other) => other === key).length]));
}

export function riseOf({ now, before, expected }: Told): ExplainedRise {
  const counted = {
    expected,
    now: { failed: now.length, counts: countsOf(now) },
    before: { failed: before.length, counts: countsOf(before) },
  };
  const joint = createJointCounts(candidatesOf(counted));
  for (const each of now) joint.addNow(each);
  for (const each of before) joint.addBefore(each);
  return { ...counted, joint: joint.rows(), nights: ["2026-11-20", "2026-11-19"], mix: null, sampled: false };
}
