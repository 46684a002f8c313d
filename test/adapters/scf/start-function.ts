/** A client of the function platform, the function that it starts, and how that fails. */

import { createFunctions, type FunctionsOptions } from "../../../lib/adapters/scf/functions.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import type { Functions } from "../../../lib/ports/functions.ts";
import { credential } from "../../emulator/small-world.ts";

export const name = { region: "ap-chongqing", namespace: "default", function: "diff" };
export const credentials = { ...credential, sessionToken: null };
export const never = new AbortController().signal;

/** Its back-off takes no time, and its deadline never comes. */
export function functionsAt(endpoint: string, options: Partial<FunctionsOptions> = {}): Functions {
  return createFunctions({ credentials: () => credentials, endpoint, clock: patientClock(), ...options });
}

/** Whoever sleeps on it for so long as `foreverMs` sleeps until he is stopped, and anybody else not at all. */
export function patientClock(now = Date.now(), foreverMs = 20_000): Clock {
  return {
    now: () => now,
    sleep: (ms, signal) => {
      if (ms < foreverMs) return Promise.resolve();
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    },
  };
}

export async function failureOf(promise: Promise<unknown>): Promise<Error & { readonly code?: string }> {
  return promise.then(
    () => new Error("it did not fail"),
    (error: Error) => error,
  );
}
