/** What is wrong with a job, in the words that say most: the service's for a failure, ours for the rest. */

import type { Finding } from "./schema/finding.ts";

export interface Symptom {
  /** Empty where the service's code says nothing: a job that hangs has `Success` for one. */
  readonly code: string;
  readonly message: string;
}

export function symptomOf({
  verdict,
  code,
  message,
  reason,
  innerFailures,
}: Pick<Finding, "verdict" | "code" | "message" | "reason" | "innerFailures">): Symptom {
  const [inner] = innerFailures;
  if (verdict === "hidden-failure" && inner !== undefined) {
    return { code: inner.code, message: `${inner.path}: ${inner.message}` };
  }
  return verdict === "failed" ? { code, message: message || reason } : { code: "", message: reason };
}
