/**
 * One call of the platform's API, tried again where that can help.
 *
 * An answer that says InternalError may belong to a call that was carried out. So whatever says, on a later try, that the
 * thing is there, or gone, or in the middle of a change, is taken to speak of the earlier one.
 */

import { ServiceError } from "../../lib/core/errors.ts";
import type { Clock } from "../../lib/ports/clock.ts";
import { toldFailure } from "./told-failure.ts";

export interface AskRules {
  /** How codes begin that are an answer: there is none, or none any more. */
  readonly noneOf?: string;
  /** How codes begin that say, on a later try, that the earlier one has done it. */
  readonly doneBefore?: string;
  /** Not to be done twice: tried again only where the platform says that it refused it unread. */
  readonly once?: boolean;
}

/** `what` begins messages; null: the answer is one of the codes of the rules. Throws errors of lib/core/errors.ts. */
export type Ask = <T>(what: string, send: () => Promise<T>, rules?: AskRules) => Promise<T | null>;

const attempts = 6;
const firstDelayMs = 500;
const longestDelayMs = 8_000;
const busy = "FailedOperation";
const refusedUnread = "RequestLimitExceeded";

/** No message holds any of the secrets. */
export function createAsk(clock: Pick<Clock, "sleep">, secrets: readonly string[] = []): Ask {
  const { signal } = new AbortController();

  return async (what, send, rules = {}) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await send();
      } catch (thrown) {
        const failure = toldFailure(what, thrown, secrets);
        if (failure instanceof ServiceError && isAnswer(failure, tries, rules)) return null;
        if (tries === attempts || !mayHelp(failure, tries, rules)) throw failure;
      }
      // There is one caller, which makes one call at a time: nobody to keep out of step with.
      await clock.sleep(Math.min(longestDelayMs, firstDelayMs * 2 ** (tries - 1)), signal);
    }
  };
}

function isAnswer({ serviceCode }: ServiceError, tries: number, { noneOf, doneBefore }: AskRules): boolean {
  if (noneOf !== undefined && serviceCode.startsWith(noneOf)) return true;
  return tries > 1 && doneBefore !== undefined && serviceCode.startsWith(doneBefore);
}

function mayHelp(failure: Error, tries: number, { once = false }: AskRules): boolean {
  if (!(failure instanceof ServiceError)) return false;
  if (once) return failure.serviceCode.startsWith(refusedUnread);
  return failure.retryable || (tries > 1 && failure.serviceCode.startsWith(busy));
}
