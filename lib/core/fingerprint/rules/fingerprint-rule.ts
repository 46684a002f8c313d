/**
 * Rules that people give fingerprints: what their own messages need and no general rule can know.
 *
 * A pattern is literal text in which `*` stands for a part of a word, `**` for any text and `{name}` for a part of a
 * word by that name; it may match anywhere in a message.
 */

interface AnyRule {
  /** Only failures of this code; null: of any. */
  readonly code: string | null;
  /** Why the rule is there, for whoever reads `fingerprint explain`. */
  readonly reason: string;
}

/** What the wildcards stand for, or the whole of a pattern without any, becomes `<as>`. */
export interface MaskRule extends AnyRule {
  readonly kind: "mask";
  readonly pattern: string;
  readonly as: string;
}

/** Matching failures are told apart further: by the pattern's named parts, and by their operation. */
export interface SplitRule extends AnyRule {
  readonly kind: "split";
  readonly pattern: string;
  readonly byOperation: boolean;
}

/** What matches any of the patterns is one group, whatever else differs; across codes where `code` is null. */
export interface MergeRule extends AnyRule {
  readonly kind: "merge";
  readonly patterns: readonly string[];
  readonly as: string;
}

export type FingerprintRule = MaskRule | SplitRule | MergeRule;
