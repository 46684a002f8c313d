/** What one kind of sink does in its own way. */

import type { Language } from "../../core/alerts/alert-message.ts";
import type { SinkMessage } from "../../core/alerts/sink-message.ts";
import type { Attempt } from "./attempt.ts";
import type { SinkAnswer, SinkRequest } from "./post.ts";

export interface SinkKind {
  /** Between the starts of two requests, so that the service's limit is never met. */
  readonly spacingMs: number;
  /** What is wrong with a secret to sign with; null: nothing. */
  secretProblem(secret: string): string | null;
  /** The body without a signature, within the service's limits. The same message gives the same bytes. */
  write(message: SinkMessage, language: Language): string;
  /** The request, signed as of that moment. */
  sign(unsigned: Unsigned): SinkRequest;
  judge(answer: SinkAnswer, nowMs: number): Attempt;
}

export interface Unsigned {
  readonly url: URL;
  readonly body: string;
  /** Of the message. */
  readonly id: string;
  readonly nowMs: number;
  /** Null: not to be signed. */
  readonly secret: string | null;
}

export const jsonHeaders = { "content-type": "application/json; charset=utf-8" } as const;
