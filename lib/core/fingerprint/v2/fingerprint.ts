/**
 * Fingerprints of version 2, in layers: the code; the code and what failures of one kind share of their messages; both
 * and the operation.
 *
 * The middle one is a failure's fingerprint. The operation stays out of it: one cause that strikes two operations is one
 * group, and what moved in which operation is a question of rates.
 */

import { sha256Hex } from "../../hash.ts";
import type { FailureKind } from "../failure-kind.ts";
import type { CompiledRules } from "../rules/apply-rules.ts";
import type { Note } from "../substitution.ts";
import { normaliseMessage, readableText } from "./normalise-message.ts";
import { operationName } from "./operation-name.ts";

/** What failures of one kind share. */
export type Identity = readonly unknown[] | { readonly merged: string; readonly code: string | null };

/** Each 128 bits in hex. */
export interface Layers {
  /** The code alone. */
  readonly code: string;
  /** The fingerprint: code and message. */
  readonly message: string;
  /** These and the operation; null where none is told. */
  readonly operation: string | null;
}

/** 128 bits in hex. */
export function fingerprintV2(kind: FailureKind, rules: CompiledRules): string {
  return hashOf(identityOf(kind, rules, () => {}));
}

/** The same way, with every substitution told to `note`. */
export function traceV2(kind: FailureKind, rules: CompiledRules, note: Note) {
  const identity = identityOf(kind, rules, note);
  const operation = kind.operation ? operationName(kind.operation) : null;
  const layers: Layers = {
    code: hashOf([kind.code]),
    message: hashOf(identity),
    operation: operation === null ? null : hashOf([identity, operation]),
  };
  return { identity, operation, layers };
}

function identityOf(kind: FailureKind, rules: CompiledRules, note: Note): Identity {
  const { code, message, ownKeys = [] } = kind;
  const readable = rules.looks ? readableText(message, () => {}) : "";
  const merge = rules.mergeOf(code, readable, note);
  if (merge !== null) return { merged: merge.as, code: merge.code };
  const applyMasks = (text: string) => rules.applyMasks(code, text, note);
  const normal = normaliseMessage(message, { ownKeys, applyMasks, note });
  return [code, normal, ...rules.splitsOf(kind, readable, note)];
}

function hashOf(identity: Identity): string {
  return sha256Hex(JSON.stringify(identity)).slice(0, 32);
}
