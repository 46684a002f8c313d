/**
 * The smallest rule that covers most of a rise.
 *
 * A wide rule covers no less than a narrow one and says less, so covering alone decides nothing. A rule must stand out
 * from all failures by a contrast, and gives way to a narrower one that stands out from it in the same way and covers
 * enough: a condition is there only because what lies outside of it rose far less. All rules of up to three conditions
 * over the candidates are looked at, so there is no order in which to find them. Of those left, the one with the fewest
 * conditions is taken, then the one that covers most, in whole percents, then the most specific.
 */

import type { WhyCondition } from "../schema/why.ts";
import { isContrast } from "./contrast.ts";
import type { JointCount } from "./joint-counts.ts";
import { leastCoverage } from "./rank-values.ts";
import { extraOf, fewBefore, type Rise, scaleOf, shareOf, significance, wholeOf } from "./rise.ts";
import { type CountedRule, countRules, isWithin } from "./rules.ts";
import { compareSpecificity, symptoms } from "./specificity.ts";

export interface Candidates {
  readonly conditions: readonly WhyCondition[];
  /** Counted with these conditions. */
  readonly rows: readonly JointCount[];
}

/** Null: there is none. A rule of codes is looked for only where there is none of anything else. */
export function findRule(rise: Rise, { conditions, rows }: Candidates): CountedRule | null {
  const rules = countRules(conditions, rows).filter((rule) => coverageOf(rule, rise) >= leastCoverage);
  const level = significance / (rise.now.counts.size + rules.length);
  const options = { scale: scaleOf(rise), level, rise };
  const standing = rules.filter((rule) => isContrast(rule, wholeOf(rise), options) || isAllThereIs(rule, rise));
  const isCause = (rule: CountedRule) => rule.conditions.every(({ attribute }) => !symptoms.has(attribute));
  const causes = standing.filter(isCause);
  const choice = causes.length > 0 ? causes : standing;
  const left = choice.filter((rule) => !choice.some((part) => isWithin(part, rule) && isBetter(part, rule, options)));
  return left.sort((a, b) => compareRules(a, b, rise))[0] ?? null;
}

export function coverageOf(rule: CountedRule, rise: Rise): number {
  return shareOf(rule, rise).excess / extraOf(rise);
}

/** With too few failures before to stand out from, a rule says what the failures have in common. */
function isAllThereIs({ conditions }: CountedRule, { before }: Rise): boolean {
  return before.failed < fewBefore && conditions.every(({ value }) => value !== "");
}

type ContrastOptions = Parameters<typeof isContrast>[2];

/** Of what a wider prefix covers, a deeper one covers this by chance alone. */
const nearlyAll = 0.95;

/**
 * A deeper prefix is the better one also where it covers nearly as much, or the wider one had too few failures to tell.
 */
function isBetter(
  part: CountedRule,
  rule: CountedRule,
  { rise, ...options }: ContrastOptions & { readonly rise: Rise },
): boolean {
  const isDeeper = part.conditions.length === rule.conditions.length;
  const isAsGood = rule.before < fewBefore || coverageOf(part, rise) >= nearlyAll * coverageOf(rule, rise);
  return isContrast(part, rule, options) || (isDeeper && isAsGood);
}

function compareRules(a: CountedRule, b: CountedRule, rise: Rise): number {
  const percentOf = (rule: CountedRule) => Math.round(100 * coverageOf(rule, rise));
  return (
    a.conditions.length - b.conditions.length ||
    percentOf(b) - percentOf(a) ||
    compareSpecificity(a.conditions, b.conditions)
  );
}
