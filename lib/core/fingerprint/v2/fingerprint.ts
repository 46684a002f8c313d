/**
 * Fingerprints of version 2, in layers: the code; the code and what failures of one kind share of their messages; both
 * and the operation.
 *
 * The middle one is a failure's fingerprint. The operation stays out of it: one cause that strikes two operations is one
 * group, and what moved in which operation is a question of rates.
 */

import { sha256Hex } from "../../hash.ts";
import { createTextMemory, type TextMemory } from "../../text-memory.ts";
import type { FailureKind } from "../failure-kind.ts";
import type { CompiledRules } from "../rules/apply-rules.ts";
import type { Note } from "../substitution.ts";
import { type NormaliseOptions, normaliseMessage, readableText } from "./normalise-message.ts";
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

/** More than a night has kinds of messages; together some hundred kilobytes. Choices. */
const remembered = { most: 500, longest: 512 };

/** Makes fingerprints of 128 bits in hex. It is quick about messages that are alike but for their job's own keys. */
export function createFingerprinterV2(rules: CompiledRules): (kind: FailureKind) => string {
  const memory = createTextMemory(remembered);
  return (kind) => {
    // Rules may change the messages of one code only.
    const recall: TextMemory["recall"] = (text, make) => memory.recall(`${kind.code.length} ${kind.code}${text}`, make);
    return hashOf(identityOf(kind, rules, { note: () => {}, memory: { recall } }));
  };
}

/** The same way, with every substitution told to `note`. */
export function traceV2(kind: FailureKind, rules: CompiledRules, note: Note) {
  const identity = identityOf(kind, rules, { note });
  const operation = kind.operation ? operationName(kind.operation) : null;
  const layers: Layers = {
    code: hashOf([kind.code]),
    message: hashOf(identity),
    operation: operation === null ? null : hashOf([identity, operation]),
  };
  return { identity, operation, layers };
}

function identityOf(
  kind: FailureKind,
  rules: CompiledRules,
  { note, memory }: Pick<NormaliseOptions, "note" | "memory">,
): Identity {
  const { code, message, ownKeys = [] } = kind;
  const readable = rules.looks ? readableText(message, () => {}) : "";
  const merge = rules.mergeOf(code, readable, note);
  if (merge !== null) return { merged: merge.as, code: merge.code };
  const applyMasks = (text: string) => rules.applyMasks(code, text, note);
  const normal = normaliseMessage(message, { ownKeys, applyMasks, note, ...(memory && { memory }) });
  return [code, normal, ...rules.splitsOf(kind, readable, note)];
}

function hashOf(identity: Identity): string {
  return sha256Hex(JSON.stringify(identity)).slice(0, 32);
}
