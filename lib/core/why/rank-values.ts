/**
 * Values by the excess that they explain, each with how surely it is more frequent among the failures than before.
 *
 * What all failures have had before, too, tells nothing apart and is not there.
 */

import type { RankedAttribute, WhyCondition } from "../schema/why.ts";
import { benjaminiHochberg } from "../stats/false-discovery.ts";
import { type FailureCount, shareTail } from "./contrast.ts";
import { mostCandidates } from "./joint-counts.ts";
import { extraOf, fewBefore, type Rise, shareOf, significance, wholeOf } from "./rise.ts";
import { compareConditions, symptoms } from "./specificity.ts";
import { conditionOf } from "./value-key.ts";

/** Of the failures that are too many, what a rule must cover. */
export const leastCoverage = 0.8;

const mostRanked = 10;
const mostCauses = 12;

interface Value {
  readonly condition: WhyCondition;
  readonly count: FailureCount;
  readonly excess: number;
}

/** The greatest excess first; of failures before that are too few to tell, all that there is. */
export function rankValues(rise: Rise): readonly RankedAttribute[] {
  const whole = wholeOf(rise);
  const values = valuesOf(rise);
  const corrected = benjaminiHochberg(values.map(({ count }) => shareTail(count, whole)));
  return values
    .map((value, index) => rankedOf(value, corrected[index] ?? 1, rise))
    .filter(({ excess, lift, p }) => excess > 0 && (lift ?? 2) > 1 && (p <= significance || whole.before < fewBefore))
    .slice(0, mostRanked);
}

/**
 * The values that a rule may be made of: those with enough failures for it. At most `mostCandidates`; what the failures
 * say of themselves does not crowd out the others.
 */
export function candidatesOf(rise: Rise): readonly WhyCondition[] {
  const least = leastCoverage * extraOf(rise);
  if (least <= 0) return [];
  const enough = valuesOf(rise).filter(({ count }) => count.now >= least);
  const isSymptom = ({ condition }: Value) => symptoms.has(condition.attribute);
  const causes = enough.filter((value) => !isSymptom(value)).slice(0, mostCauses);
  const signs = enough.filter(isSymptom).slice(0, mostCandidates - mostCauses);
  return [...causes, ...signs].map(({ condition }) => condition);
}

function valuesOf(rise: Rise): readonly Value[] {
  const whole = wholeOf(rise);
  const values = [...rise.now.counts].flatMap(([key, now]) => {
    const condition = conditionOf(key);
    const count = { now, before: rise.before.counts.get(key) ?? 0 };
    const isConstant = whole.before > 0 && now === whole.now && count.before === whole.before;
    return condition === null || isConstant ? [] : [{ condition, count, excess: shareOf(count, rise).excess }];
  });
  return values.sort((a, b) => b.excess - a.excess || compareConditions(a.condition, b.condition));
}

function rankedOf({ condition, count }: Value, p: number, rise: Rise): RankedAttribute {
  const whole = wholeOf(rise);
  const lift = count.before === 0 ? null : count.now / whole.now / (count.before / whole.before);
  return { ...condition, ...shareOf(count, rise), lift, p };
}
