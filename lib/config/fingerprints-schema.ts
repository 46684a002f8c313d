/** The settings file's keys under `fingerprints`, as people write them, and what the program uses instead. */

import * as z from "zod";
import type { FingerprintRule } from "../core/fingerprint/rules/fingerprint-rule.ts";
import { namesOf, parsePattern } from "../core/fingerprint/rules/pattern.ts";
import { distinct, mapping, shaped } from "./setting-values.ts";

const patternWords =
  "a pattern of at most 200 characters such as 'shard-*': text with * for a part of a word, ** for any text, {name} for a named part";
const pattern = z.string(patternWords).refine((text) => parsePattern(text) !== null, patternWords);
const patternList = `a list of at least one of: ${patternWords}`;

const oneKind = "one of mask, split and merge in each rule";
const asWords = "a name such as shard: up to 24 small letters and hyphens, for mask and merge alone";

const rule = mapping(
  {
    mask: pattern.optional(),
    split: pattern.optional(),
    merge: distinct(pattern, patternList).min(1, patternList).optional(),
    as: shaped(/^[a-z](?:[a-z-]{0,22}[a-z])?$/, asWords).optional(),
    byOperation: z.boolean("true or false, for split alone").optional(),
    code: shaped(/\S/, "a failure code such as DownloadFailed").optional(),
    reason: shaped(/\S/, "the reason, in words"),
  },
  "{ mask, as, reason }, { split, reason } or { merge, as, reason }",
)
  .refine((keys) => [keys.mask, keys.split, keys.merge].filter((each) => each !== undefined).length === 1, oneKind)
  .refine(({ split, as }) => (split === undefined) === (as !== undefined), { path: ["as"], error: asWords })
  .refine(({ split, byOperation }) => split !== undefined || byOperation === undefined, {
    path: ["byOperation"],
    error: "none: it is for split alone",
  })
  .refine(({ split, byOperation }) => split === undefined || byOperation === true || hasNames(split), {
    path: ["split"],
    error: "a pattern with a {name}, or byOperation: true beside it",
  });

function hasNames(text: string): boolean {
  const parsed = parsePattern(text);
  return parsed === null || namesOf(parsed).length > 0;
}

const list = "a list of { mask, as, reason }, { split, reason } and { merge, as, reason }";

export const fingerprintsSchema = mapping({ rules: distinct(rule, list).default([]) }, "a mapping with rules");

type RuleFile = z.output<typeof fingerprintsSchema>["rules"][number];

export function toFingerprintRule({ mask, split, merge, as, ...file }: RuleFile): FingerprintRule {
  const same = { code: file.code ?? null, reason: file.reason };
  if (mask !== undefined) return { kind: "mask", pattern: mask, as: as ?? "", ...same };
  if (split !== undefined) return { kind: "split", pattern: split, byOperation: file.byOperation ?? false, ...same };
  return { kind: "merge", patterns: merge ?? [], as: as ?? "", ...same };
}
