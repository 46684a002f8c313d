/** What an answer means. Chat services answer 200 and put the failure into a code of their own. */

import { readRetryAfterMs } from "../tencent/retry-after.ts";
import { type Attempt, failed, refused, taken } from "./attempt.ts";
import type { SinkAnswer } from "./post.ts";

/** By the status alone. */
export function judgeStatus({ status, retryAfter, text }: SinkAnswer, nowMs: number): Attempt {
  const seen = `it answered ${status}${text.trim() === "" ? "" : `: ${text}`}`;
  if (status >= 200 && status < 300) return taken(seen);
  if (status >= 300 && status < 400) return refused(`it answered with a redirect (${status}), which is not followed`);
  return status === 429 || status >= 500 ? failed(seen, readRetryAfterMs(retryAfter, nowMs)) : refused(seen);
}

export interface CodeWords {
  /** Where the code and its text stand. */
  readonly code: string;
  readonly text: string;
  /** Whether the code says that it was too much or too busy. */
  isPassing(code: number, text: string): boolean;
}

/** By the code in the body, whatever the status; 0 is good. What has no code is judged by its status, and good only with one. */
export function judgeCode(answer: SinkAnswer, nowMs: number, words: CodeWords): Attempt {
  const body = parse(answer.text);
  const code = body[words.code];
  const byStatus = judgeStatus(answer, nowMs);
  if (typeof code !== "number") {
    return byStatus.outcome === "taken" ? refused(`${byStatus.seen}, which is no answer of this service`) : byStatus;
  }
  const told = body[words.text];
  const text = typeof told === "string" ? told : "";
  const seen = `it answered ${words.code} ${code}${text === "" ? "" : `: ${text}`}`;
  if (code === 0) return byStatus.outcome === "taken" ? taken(seen) : byStatus;
  return words.isPassing(code, text) ? failed(seen, readRetryAfterMs(answer.retryAfter, nowMs)) : refused(seen);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}
