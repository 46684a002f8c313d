/**
 * What lasts of a job from night to night: what it worked on and what it did to it. Ids do not last.
 *
 * Two jobs do the same work when input and operation are the same, whatever queue they went through.
 */

import type { ObjectRef, Operation } from "./job.ts";
import type { Scope } from "./scope.ts";

/** Null for a job whose answer names no input object: a poster is made of a template and texts. */
export function workKey(
  { region, bucket, tag }: Pick<Scope, "region" | "bucket" | "tag">,
  { input, operation }: { readonly input: ObjectRef | null; readonly operation: Operation | null },
): string | null {
  if (!input?.object) return null;
  const place = [input.region ?? region, input.bucket ?? bucket, input.object];
  return JSON.stringify([...place, tag, operation?.templateId ?? null, operation?.rule ?? null]);
}

/**
 * A template by its id, else the first two words of a rule (`imageMogr2/thumbnail`), so that there are few of them:
 * the rest of a rule is sizes and texts. Null when the service tells of neither.
 */
export function operationName(operation: Operation | null): string | null {
  if (operation?.templateId) return operation.templateId;
  return operation?.rule ? operation.rule.split("/", 2).join("/") : null;
}
