/**
 * Versions of fingerprints: which of them a night writes, and at which of them nights can be compared.
 *
 * Two fingerprints say something of each other only when their versions are equal. A version is `v<number>`, and with
 * rules of the settings `v<number>+<8 hex digits>` of these rules' digest: other rules, other version.
 */

import { sha256Hex } from "../hash.ts";
import { compareText } from "../order.ts";
import type { FailureKind } from "./failure-kind.ts";
import { compileRules } from "./rules/apply-rules.ts";
import type { FingerprintRule } from "./rules/fingerprint-rule.ts";
import { fingerprintV1 } from "./v1/fingerprint.ts";
import { createFingerprinterV2 } from "./v2/fingerprint.ts";

export interface FingerprintScheme {
  /** The version that a night's `fingerprint` columns hold. */
  readonly current: string;
  /** All that the night writes, ascending: the greatest, `current`, comes last. */
  readonly written: readonly string[];
  /** One for each of `written`, in its order; each is `<version>:<32 hex digits>`. */
  fingerprintsOf(kind: FailureKind): readonly string[];
}

export interface SchemeOptions {
  readonly rules: readonly FingerprintRule[];
  /** To be written beside the current one; those that this program does not know are left out. */
  readonly older: readonly string[];
}

const plain = "v2";

/** Where there are rules, the plain version is written too: it stays comparable when the rules change. */
export function createFingerprintScheme({ rules, older }: SchemeOptions): FingerprintScheme {
  const current = currentVersion(rules);
  const bare = createFingerprinterV2(compileRules([]));
  const ruled = createFingerprinterV2(compileRules(rules));
  const makers: Readonly<Record<string, (kind: FailureKind) => string>> = {
    v1: fingerprintV1,
    v2: (kind) => `${plain}:${bare(kind)}`,
    [current]: (kind) => `${current}:${ruled(kind)}`,
  };
  const written = Object.keys(makers).filter((version) => version !== "v1" || older.includes(version));
  const used = written.flatMap((version) => makers[version] ?? []);
  return { current, written, fingerprintsOf: (kind) => used.map((make) => make(kind)) };
}

/** Of these rules, in the order in which they are tried; the reasons do not count. */
export function currentVersion(rules: readonly FingerprintRule[]): string {
  if (rules.length === 0) return plain;
  const lines = rules.map(({ reason: _, ...rule }) =>
    JSON.stringify(Object.entries(rule).sort(([a], [b]) => compareText(a, b))),
  );
  return `${plain}+${sha256Hex(lines.join("\n")).slice(0, 8)}`;
}

/** The version of a fingerprint: what stands before its colon. */
export function versionOf(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.indexOf(":"));
}

/** The greatest of the night's versions (ascending) that every night of the history wrote; null when there is none. */
export function greatestCommonVersion(
  night: readonly string[],
  history: readonly (readonly string[])[],
): string | null {
  const common = night.filter((version) => history.every((written) => written.includes(version)));
  return common.at(-1) ?? null;
}
