/**
 * Whether this machine's clock is right: a signature names the time, and is refused at another.
 *
 * Signatures for Cloud Infinite and storage begin a minute back and last 15; those of the vendor's API 3.0 are good within
 * five minutes (page "Signature v3").
 */

import { daysText } from "../../core/days-text.ts";
import { amount } from "../../core/words.ts";
import { ask } from "./reply.ts";
import { failed, type Look, ok, type Step, skipped, warning } from "./step.ts";
import type { Visit } from "./visit.ts";

const fineMs = 60_000;
const refusedMs = 5 * 60_000;

export function checkClock({ deps, notes }: Visit): readonly Step[] {
  return [
    {
      name: "clock",
      needs: [],
      look: async (signal) => {
        if (notes.region === null) return skipped("no region's host answers, so nothing tells the time");
        const before = deps.clock.now();
        const reply = await ask(deps.account.greet(notes.region, signal), signal);
        const time = reply.outcome === "answered" ? reply.value.time : null;
        if (time === null) return warning("the service's answer has no Date to compare with", setClock);
        return judgeClock((before + deps.clock.now()) / 2 - time);
      },
    },
  ];
}

const setClock = "set this machine's clock by NTP (timedatectl set-ntp true)";

/** Above 0: the machine is ahead. The service tells whole seconds. */
function judgeClock(skewMs: number): Look {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const seen = `this machine is ${lengthText(seconds)} ${skewMs > 0 ? "ahead of" : "behind"} the service`;
  if (seconds * 1000 <= fineMs) return ok(seconds <= 1 ? "it agrees with the service's" : seen);
  if (seconds * 1000 <= refusedMs) return warning(seen, setClock);
  return failed(`${seen}; signatures are refused`, setClock);
}

function lengthText(seconds: number): string {
  if (seconds < 120) return amount(seconds, "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return amount(minutes, "minute");
  return minutes < 48 * 60 ? amount(Math.round(minutes / 60), "hour") : daysText(seconds * 1000);
}
