/** All rules of one to three conditions over a few candidates, with the failures that meet each. */

import type { WhyCondition } from "../schema/why.ts";
import type { FailureCount } from "./contrast.ts";
import type { JointCount } from "./joint-counts.ts";
import { compareConditions } from "./specificity.ts";

export interface CountedRule extends FailureCount {
  /** The more specific first, each of another attribute. */
  readonly conditions: readonly WhyCondition[];
  /** Of the candidates, those that each failure that meets the rule has: prefixes of a prefix are among them. */
  readonly bits: number;
}

const mostConditions = 3;

/** `rows` are counted with the same candidates. */
export function countRules(candidates: readonly WhyCondition[], rows: readonly JointCount[]): readonly CountedRule[] {
  return choices(candidates).map((conditions) => {
    const chosen = bitsOf(candidates, (candidate) => conditions.includes(candidate));
    const meeting = rows.filter(({ bits }) => (bits & chosen) === chosen);
    return {
      conditions: [...conditions].sort(compareConditions),
      bits: bitsOf(candidates, (candidate) => conditions.some((each) => follows(candidate, each))),
      now: sum(meeting.map(({ now }) => now)),
      before: sum(meeting.map(({ before }) => before)),
    };
  });
}

/** Whether all failures that meet `part` meet `whole`, as their conditions say. */
export function isWithin(part: CountedRule, whole: CountedRule): boolean {
  return part.bits !== whole.bits && (part.bits & whole.bits) === whole.bits;
}

/** Whether a failure that meets `condition` has `candidate` too, whatever failures there are. */
function follows(candidate: WhyCondition, { attribute, value }: WhyCondition): boolean {
  if (candidate.attribute !== attribute) return false;
  return attribute === "prefix" && candidate.value.endsWith("/")
    ? value.startsWith(candidate.value)
    : candidate.value === value;
}

function choices(candidates: readonly WhyCondition[]): readonly (readonly WhyCondition[])[] {
  let some: (readonly WhyCondition[])[] = [[]];
  for (const candidate of candidates) {
    const isFree = (chosen: readonly WhyCondition[]) =>
      chosen.length < mostConditions && chosen.every(({ attribute }) => attribute !== candidate.attribute);
    some = [...some, ...some.filter(isFree).map((chosen) => [...chosen, candidate])];
  }
  return some.slice(1);
}

function bitsOf(candidates: readonly WhyCondition[], isIn: (candidate: WhyCondition) => boolean): number {
  return candidates.reduce((bits, candidate, index) => (isIn(candidate) ? bits | (1 << index) : bits), 0);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
