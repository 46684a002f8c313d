/** Why a rate rose: what the failures that are too many have in common. The same counts give the same answer. */

import type { Why } from "../schema/why.ts";
import type { Mix } from "./decompose-mix.ts";
import { coverageOf, findRule } from "./find-rule.ts";
import type { JointCount } from "./joint-counts.ts";
import { candidatesOf, rankValues } from "./rank-values.ts";
import { extraOf, type Rise, type Share, shareOf } from "./rise.ts";

export interface ExplainedRise extends Rise {
  /** The nights whose failures those before are, newest first. */
  readonly nights: readonly string[];
  /** Counted with the values that `candidatesOf` gives. */
  readonly joint: readonly JointCount[];
  readonly mix: Mix | null;
  readonly sampled: boolean;
}

export function explainRise(rise: ExplainedRise): Why {
  return {
    extra: decimals(extraOf(rise)),
    nights: [...rise.nights],
    rule: ruleOf(rise),
    attributes: rankValues(rise).map((each) => ({
      ...each,
      ...rounded(each),
      lift: each.lift && decimals(each.lift),
      p: digits(each.p),
    })),
    mix: rise.mix && { rates: digits(rise.mix.rates), mix: digits(rise.mix.mix) },
    sampled: rise.sampled,
  };
}

function ruleOf(rise: ExplainedRise): Why["rule"] {
  const rule = findRule(rise, { conditions: candidatesOf(rise), rows: rise.joint });
  if (rule === null) return null;
  const coverage = decimals(Math.min(1, coverageOf(rule, rise)));
  return { conditions: [...rule.conditions], ...rounded(shareOf(rule, rise)), coverage };
}

function rounded({ failed, expected, excess }: Share): Share {
  return { failed, expected: decimals(expected), excess: decimals(excess) };
}

/** The last digits of a logarithm are not the same on every machine. */
function decimals(value: number): number {
  return Number(value.toFixed(3));
}

function digits(value: number): number {
  return Number(value.toPrecision(6));
}
