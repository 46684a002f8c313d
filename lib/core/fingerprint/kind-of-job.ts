/**
 * What makes two findings of one kind. The code and message of a job mean something only when it failed: one that hides
 * a failure is known by what failed inside it, any other by its verdict.
 */

import type { InnerFailure, ObjectRef, Operation } from "../job.ts";
import type { Verdict } from "../verdict.ts";
import type { FailureKind } from "./failure-kind.ts";

/** A job, or a row of a report that tells of one. */
export interface ToldJob {
  readonly state: string;
  readonly code: string;
  readonly message: string;
  readonly input: Pick<ObjectRef, "object"> | null;
  readonly output: Pick<ObjectRef, "object"> | null;
  readonly operation: Operation | null;
  readonly innerFailures: readonly InnerFailure[];
}

export function kindOfJob(job: ToldJob, verdict: Verdict["name"]): FailureKind {
  return { ...symptomOf(job, verdict), ownKeys: ownKeysOf(job), operation: job.operation };
}

function symptomOf(job: ToldJob, verdict: Verdict["name"]): Pick<FailureKind, "code" | "message"> {
  const [inner] = job.innerFailures;
  if (verdict === "failed") return { code: job.code, message: job.message };
  if (verdict === "hidden-failure" && inner !== undefined) {
    return { code: `${inner.path}/${inner.code}`, message: inner.message };
  }
  return { code: `verdict/${verdict}`, message: verdict === "unrecognised" ? job.state : "" };
}

function ownKeysOf({ input, output }: ToldJob): string[] {
  // Stryker disable next-line MethodExpression,ConditionalExpression: what is no text is not looked for either.
  return [input?.object, output?.object].filter((key) => typeof key === "string");
}
