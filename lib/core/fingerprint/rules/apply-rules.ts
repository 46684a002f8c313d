/** Rules of the settings, ready to be used: patterns are read once. */

import type { FailureKind } from "../failure-kind.ts";
import { type Note, noteChange } from "../substitution.ts";
import { operationName } from "../v2/operation-name.ts";
import { findMatches, type Match } from "./find-matches.ts";
import type { FingerprintRule, MaskRule, MergeRule, SplitRule } from "./fingerprint-rule.ts";
import { type Pattern, parsePattern } from "./pattern.ts";

export interface CompiledRules {
  /** Whether a merge or a split looks at messages. */
  readonly looks: boolean;
  /** Masks of this code, in order. */
  applyMasks(code: string, text: string, note: Note): string;
  /** The first merge whose pattern matches; null when none does. */
  mergeOf(code: string, text: string, note: Note): MergeRule | null;
  /** What splits add to the identity, as names and values; empty when none matches. */
  splitsOf(kind: FailureKind, text: string, note: Note): readonly (readonly [string, string | null])[];
}

/** UTF-16 code units of a named part. */
const longestPart = 64;

export function compileRules(rules: readonly FingerprintRule[]): CompiledRules {
  const masks = rules.flatMap((rule) => (rule.kind === "mask" ? compile(rule, [rule.pattern]) : []));
  const merges = rules.flatMap((rule) => (rule.kind === "merge" ? compile(rule, rule.patterns) : []));
  const splits = rules.flatMap((rule) => (rule.kind === "split" ? compile(rule, [rule.pattern]) : []));
  return {
    looks: merges.length + splits.length > 0,
    applyMasks: (code, text, note) =>
      masks.filter(isOf(code)).reduce((masked, { rule, pattern }) => applyMask(masked, rule, { pattern, note }), text),
    mergeOf(code, text, note) {
      const found = merges.filter(isOf(code)).find(({ pattern }) => findMatches(pattern, text).length > 0);
      if (found === undefined) return null;
      note({ step: "merge", before: text, after: `<${found.rule.as}>`, reason: found.rule.reason });
      return found.rule;
    },
    splitsOf: (kind, text, note) =>
      splits.filter(isOf(kind.code)).flatMap(({ rule, pattern }) => {
        const [match] = findMatches(pattern, text);
        return match === undefined ? [] : applySplit(rule, match, { kind, text, note });
      }),
  };
}

interface Compiled<Rule> {
  readonly rule: Rule;
  readonly pattern: Pattern;
}

function compile<Rule>(rule: Rule, patterns: readonly string[]): Compiled<Rule>[] {
  return patterns.flatMap((text) => {
    const pattern = parsePattern(text);
    return pattern === null ? [] : [{ rule, pattern }];
  });
}

function isOf(code: string): (compiled: Compiled<FingerprintRule>) => boolean {
  return ({ rule }) => rule.code === null || rule.code === code;
}

interface Using {
  readonly pattern: Pattern;
  readonly note: Note;
}

function applyMask(text: string, { as, reason }: MaskRule, { pattern, note }: Using): string {
  const pieces: string[] = [];
  let done = 0;
  for (const match of findMatches(pattern, text)) {
    for (const { start, end } of match.wilds.length === 0 ? [match] : match.wilds) {
      const before = text.slice(start, end);
      pieces.push(text.slice(done, start), noteChange(note, { step: "mask", before, after: `<${as}>`, reason }));
      done = end;
    }
  }
  return pieces.join("") + text.slice(done);
}

interface Splitting {
  readonly kind: FailureKind;
  readonly text: string;
  readonly note: Note;
}

function applySplit({ byOperation, reason }: SplitRule, { wilds }: Match, { kind, text, note }: Splitting) {
  const named = wilds.flatMap(({ name, start, end }): (readonly [string, string])[] =>
    name === null ? [] : [[name, text.slice(start, Math.min(end, start + longestPart)).toLowerCase()]],
  );
  const operation = kind.operation ? operationName(kind.operation) : null;
  const parts: readonly (readonly [string, string | null])[] = byOperation
    ? [...named, ["operation", operation]]
    : named;
  for (const [name, value] of parts) note({ step: "split", before: name, after: value ?? "", reason });
  return parts;
}
