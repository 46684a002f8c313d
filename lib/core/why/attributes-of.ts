/**
 * Attributes of a failed job: what it has in common with others that failed.
 *
 * What a job has none of is an attribute too, of an empty value: jobs without an extension may be those that fail. The
 * service tells no size of a job's input, so there is none here.
 */

import { operationName } from "../job-identity.ts";
import type { Finding } from "../schema/finding.ts";
import type { WhyCondition } from "../schema/why.ts";

export type Failure = Pick<
  Finding,
  "queueId" | "input" | "operation" | "workflow" | "code" | "fingerprint" | "createdAt"
>;

const mostFolders = 4;
/** In UTF-16 units; keys of objects have 850 bytes at most, codes are free text. */
const mostChars = 200;
const cutEnd = "…";

/** A key gives a prefix for each of its first folders, the shallowest first; any other attribute comes once. */
export function attributesOf(failure: Failure, hourOf: (instant: string) => string): readonly WhyCondition[] {
  const { queueId, input, operation, workflow, code, fingerprint, createdAt } = failure;
  return [
    { attribute: "queue", value: queueId },
    { attribute: "operation", value: bounded(operationName(operation) ?? "") },
    ...(input?.object == null ? [] : keyAttributes(input.object)),
    { attribute: "workflow", value: bounded(workflow?.workflowId ?? workflow?.workflowName ?? "") },
    { attribute: "code", value: bounded(code) },
    { attribute: "fingerprint", value: fingerprint },
    { attribute: "hour", value: hourOf(createdAt) },
  ];
}

function keyAttributes(key: string): readonly WhyCondition[] {
  return [
    ...prefixesOf(key).map((value) => ({ attribute: "prefix", value }) as const),
    { attribute: "extension", value: extensionOf(key) },
  ];
}

/** Two prefixes that are cut alike would be one value twice: none follows a cut one. */
function prefixesOf(key: string): readonly string[] {
  const prefixes: string[] = [];
  for (let at = key.indexOf("/"); at >= 0 && prefixes.length < mostFolders; at = key.indexOf("/", at + 1)) {
    const prefix = bounded(key.slice(0, at + 1));
    prefixes.push(prefix);
    if (prefix.endsWith(cutEnd)) break;
  }
  return prefixes.length === 0 ? [""] : prefixes;
}

/** What stands behind the last dot of the name is an extension only if it looks like one. */
function extensionOf(key: string): string {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  // Stryker disable next-line StringLiteral: nothing, as any other text that is none, does not look like one.
  const end = dot > 0 && name.length - dot <= 13 ? name.slice(dot + 1).toLowerCase() : "";
  return /^[\p{L}\p{N}]+$/u.test(end) ? end : "";
}

function bounded(text: string): string {
  return text.length <= mostChars ? text : text.slice(0, mostChars).replace(/[\uD800-\uDBFF]$/, "") + cutEnd;
}
