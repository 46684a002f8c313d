/**
 * What lasts of a job from night to night: what it worked on and what it did to it. Ids do not last.
 *
 * Two jobs do the same work when input and operation are the same, whatever queue they went through.
 */

import { type Family, families } from "./family.ts";
import type { ObjectRef, Operation } from "./job.ts";
import type { Scope } from "./scope.ts";

/**
 * Null where that is not known: for a job whose answer names no input object, as a poster's, which is made of a
 * template and texts, and for one that names no operation, unless its tag is the operation.
 */
export function workKey(
  { family, region, bucket, tag }: Omit<Scope, "queueId">,
  { input, operation }: { readonly input: ObjectRef | null; readonly operation: Operation | null },
): string | null {
  if (!input?.object || !isOperationKnown(operation, families[family], tag)) return null;
  const place = [input.region ?? region, input.bucket ?? bucket, input.object];
  return JSON.stringify([...place, tag, operation?.templateId ?? null, operation?.rule ?? null]);
}

/** Two operations of which only a template's name is known may be two: a name can be given anew. */
function isOperationKnown(operation: Operation | null, { plainTags }: Family, tag: string): boolean {
  return Boolean(operation?.templateId || operation?.rule) || plainTags.includes(tag);
}

/**
 * A template by its id, else the first two words of a rule (`imageMogr2/thumbnail`), so that there are few of them:
 * the rest of a rule is sizes and texts. Null when the service tells of neither.
 */
export function operationName(operation: Operation | null): string | null {
  if (operation?.templateId) return operation.templateId;
  return operation?.rule ? firstWords(operation.rule) : null;
}

/** Up to the second slash. */
function firstWords(rule: string): string {
  const first = rule.indexOf("/");
  const second = first === -1 ? -1 : rule.indexOf("/", first + 1);
  return second === -1 ? rule : rule.slice(0, second);
}
