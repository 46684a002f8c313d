/**
 * Explains a rise by reading its failures: which values they have, then which of the few that matter they have together.
 *
 * Memory does not depend on how many failures there are. The night is read a third time where it has more values than
 * can be counted at once.
 */

import type { Why, WhyCondition } from "../../core/schema/why.ts";
import { type ExplainedRise, explainRise } from "../../core/why/explain-rise.ts";
import { createHeavyValues, createValueCounter, type ValueCounts } from "../../core/why/heavy-values.ts";
import { createJointCounts } from "../../core/why/joint-counts.ts";
import { candidatesOf } from "../../core/why/rank-values.ts";

/** The attributes of failures, one after the other; from the first each time. */
export type ReadFailures = () => AsyncIterable<readonly WhyCondition[]>;

export interface FailuresToExplain extends Pick<ExplainedRise, "expected" | "nights" | "mix"> {
  readonly now: ReadFailures;
  /** Of all `nights`. */
  readonly before: ReadFailures;
}

export async function explainFailures({ now, before, ...rise }: FailuresToExplain, capacity?: number): Promise<Why> {
  const heavy = createHeavyValues(capacity);
  for await (const failure of now()) heavy.add(failure);
  const { sifted } = heavy;
  const counts = sifted ? heavy.heavyOf(await countValues(now, heavy.counts())) : heavy.counts();
  const counted = { expected: rise.expected, now: counts, before: await countValues(before, counts) };
  const joint = createJointCounts(candidatesOf(counted));
  for await (const failure of now()) joint.addNow(failure);
  for await (const failure of before()) joint.addBefore(failure);
  return explainRise({ ...rise, ...counted, joint: joint.rows(), sampled: sifted });
}

async function countValues(read: ReadFailures, { counts }: ValueCounts): Promise<ValueCounts> {
  const counter = createValueCounter(counts.keys());
  for await (const failure of read()) counter.add(failure);
  return counter.counts();
}
