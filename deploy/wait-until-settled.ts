/** Changes of a function take time; the platform takes no other one meanwhile. */

import { ServiceError } from "../lib/core/errors.ts";
import type { Clock } from "../lib/ports/clock.ts";
import { anew } from "./compare.ts";
import { failureText } from "./deployed-function.ts";
import type { ScfApi } from "./scf/scf-api.ts";

export interface WaitParts {
  readonly api: Pick<ScfApi, "find">;
  readonly clock: Clock;
  /** Is told what is being waited for. */
  readonly tell: (text: string) => void;
}

type Found = Awaited<ReturnType<ScfApi["find"]>>;

const pollMs = 1_000;
/** The vendor names no time; code is unpacked and an image made of it in well under a minute. */
const limitMs = 300_000;
const tellEveryMs = 15_000;

/** In the middle of a change: `Creating`, `Updating`, `Publishing`, `Deleting`. */
function isBusy(status: string): boolean {
  return status.endsWith("ing");
}

/** As it is when it is in no change any more; null: there is none, or none any more. Throws `ServiceError` when it takes too long. */
export async function waitUntilSettled({ api, clock, tell }: WaitParts, name: string): Promise<Found> {
  const { signal } = new AbortController();
  const begun = clock.now();
  for (let told = Number.NEGATIVE_INFINITY; ; ) {
    const found = await api.find(name);
    const status = found?.Status ?? "";
    if (found === null || !isBusy(status)) return found;
    const now = clock.now();
    if (now - begun >= limitMs) throw tooLong(name, status, found.RequestId ?? null);
    if (now - told >= tellEveryMs) {
      const seconds = Math.round((now - begun) / 1000);
      tell(`${name}: ${status}${seconds < 1 ? "" : `, for ${seconds} s`}`);
      told = now;
    }
    await clock.sleep(pollMs, signal);
  }
}

/** Throws `ServiceError` with the platform's own words when the change that `requestId` began has failed. */
export async function waitUntilActive(parts: WaitParts, name: string, requestId: string | null): Promise<void> {
  const found = await waitUntilSettled(parts, name);
  const status = found?.Status ?? "gone";
  if (found !== null && status === "Active") return;
  const reason = found === null ? "" : failureText(found);
  const request = requestId === null ? "" : ` (request ${requestId})`;
  const seen = `it is ${status}${reason === "" ? "" : `: ${reason}`}${request}`;
  throw new ServiceError(`Cannot deploy ${name}: ${seen}; ${advice[status] ?? advice.other}`, {
    status: 200,
    serviceCode: found?.StatusReasons?.[0]?.ErrorCode ?? status,
    requestId,
  });
}

/** Vendor page "Function and Layer Status Description": what becomes of each. */
const advice: Readonly<Record<string, string>> & { readonly other: string } = {
  CreateFailed: `it cannot be updated; ${anew}`,
  UpdateFailed: "it runs as it did before; deploy again when the reason is gone",
  other: "deploy again",
};

function tooLong(name: string, status: string, requestId: string | null): ServiceError {
  const seen = `after ${limitMs / 1000} s it is ${status} still`;
  const message = `Cannot wait any longer for ${name}: ${seen}; look at it in the console, and deploy again`;
  return new ServiceError(message, { status: 200, serviceCode: status, requestId });
}
