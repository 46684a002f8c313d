/** Why a rate rose, for the terminal: the rule, then the values that explain most, each with its numbers. */

import { type NamesById, noNames } from "../../lib/core/names.ts";
import type { RankedAttribute, Why } from "../../lib/core/schema/why.ts";
import { conditionText, whySentence } from "../../lib/core/why/why-words.ts";
import { countText } from "../../lib/core/words.ts";

const mostShown = 5;

/** One line for the rule, and one for each of the first values. */
export function whyLines(why: Why, templateNames = noNames): readonly string[] {
  const lines = why.attributes.slice(0, mostShown).map((ranked) => attributeLine(ranked, templateNames));
  return [whySentence(why, "en", templateNames), ...lines];
}

function attributeLine(ranked: RankedAttribute, templateNames: NamesById): string {
  const { failed, expected, lift, p } = ranked;
  const share = lift === null ? "none before" : `${lift.toFixed(1)} times the share before`;
  return `  ${conditionText(ranked, "en", templateNames)}: ${countText(failed)} failed, ${expectedText(expected)} expected, ${share}, ${chanceText(p)}`;
}

function expectedText(expected: number): string {
  return expected < 10 ? expected.toFixed(1) : countText(Math.round(expected));
}

function chanceText(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p ${p.toFixed(3)}`;
}
