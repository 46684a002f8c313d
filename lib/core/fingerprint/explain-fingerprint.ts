/** Why a failure has the fingerprint it has: every substitution, what is left, and what comes of it in each version. */

import type { FailureKind } from "./failure-kind.ts";
import { compileRules } from "./rules/apply-rules.ts";
import type { FingerprintRule } from "./rules/fingerprint-rule.ts";
import type { Substitution } from "./substitution.ts";
import { type Identity, type Layers, traceV2 } from "./v2/fingerprint.ts";
import { createFingerprintScheme } from "./versions.ts";

export interface FingerprintExplanation {
  readonly code: string;
  readonly message: string;
  /** In the order in which they were made. */
  readonly substitutions: readonly Substitution[];
  /** What the fingerprint is a hash of. */
  readonly identity: Identity;
  /** As the operation layer has it; null where none is told. */
  readonly operation: string | null;
  readonly layers: Layers;
  /** In every version that this program knows under these rules; ascending, the current one last. */
  readonly fingerprints: readonly string[];
}

/** `kind` is told as it is: what is secret in it must be gone. */
export function explainFingerprint(kind: FailureKind, rules: readonly FingerprintRule[]): FingerprintExplanation {
  const substitutions: Substitution[] = [];
  const traced = traceV2(kind, compileRules(rules), (substitution) => substitutions.push(substitution));
  const { fingerprintsOf } = createFingerprintScheme({ rules, older: ["v1"] });
  const { code, message } = kind;
  return { code, message, substitutions, ...traced, fingerprints: fingerprintsOf(kind) };
}
