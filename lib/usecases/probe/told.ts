/** What came of a question: a value with its words, or why there is none. Nothing in between: a guess is no answer. */

import type { QuestionName, ValueOf } from "../../core/schema/probe.ts";
import type { NotAnswered, ProbeReply } from "../../ports/service-probe.ts";

export type Told<Name extends QuestionName> =
  | { readonly value: ValueOf<Name>; readonly answer: string }
  | { readonly unknown: string };

/** Why nothing can be told from a reply that is no answer. */
export function whyNot(reply: NotAnswered): { readonly unknown: string } {
  return { unknown: `${outcomes[reply.outcome]}: ${reply.reason}` };
}

const outcomes = { refused: "it was refused", denied: "this account may not ask", failed: "no answer came" };

/** Whether the service does not take what was asked, as it told itself. */
export function isRefused(reply: ProbeReply): reply is NotAnswered {
  return reply.outcome === "refused";
}

/** `400 InvalidArgument`. */
export function statusWords({
  status,
  code,
}: {
  readonly status: number | null;
  readonly code: string | null;
}): string {
  return [status, code].filter((part) => part !== null).join(" ");
}
