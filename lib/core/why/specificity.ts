/** Which of two rules that explain the same says more: the deeper prefix, the operation rather than the queue. */

import { compareText } from "../order.ts";
import type { WhyAttribute, WhyCondition } from "../schema/why.ts";
import { valueKey } from "./value-key.ts";

const ranks: Readonly<Record<WhyAttribute, number>> = {
  prefix: 10,
  operation: 9,
  workflow: 8,
  extension: 7,
  hour: 6,
  code: 5,
  fingerprint: 4,
  queue: 3,
};

/** What a failure says of itself is known to who reads it: a rule of it is looked for where there is no other. */
export const symptoms: ReadonlySet<WhyAttribute> = new Set(["code", "fingerprint"]);

/** That a job has none of something says least. */
function specificityOf({ attribute, value }: WhyCondition): number {
  if (value === "") return 0;
  return attribute === "prefix" ? ranks.prefix + value.split("/").length : ranks[attribute];
}

/** The more specific first, then in the order of their texts; conditions of a rule are in this order. */
export function compareConditions(a: WhyCondition, b: WhyCondition): number {
  return specificityOf(b) - specificityOf(a) || compareText(valueKey(a), valueKey(b));
}

/** As of conditions, each in its turn; the texts count only where all are equally specific. */
export function compareSpecificity(a: readonly WhyCondition[], b: readonly WhyCondition[]): number {
  const specificities = a.map((condition, index) => specificityOf(b[index] ?? condition) - specificityOf(condition));
  return specificities.find((order) => order !== 0) ?? compareText(a.map(valueKey).join(), b.map(valueKey).join());
}
