/** One text for one attribute and its value. No attribute's name holds a space, so that no two share it. */

import { type WhyCondition, whyAttributes } from "../schema/why.ts";

export function valueKey({ attribute, value }: WhyCondition): string {
  return `${attribute} ${value}`;
}

/** Null for what is no such text. */
export function conditionOf(key: string): WhyCondition | null {
  const space = key.indexOf(" ");
  const attribute = whyAttributes.find((each) => each === key.slice(0, space));
  return attribute === undefined ? null : { attribute, value: key.slice(space + 1) };
}
