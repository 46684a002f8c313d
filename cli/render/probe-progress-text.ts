/** What a probe is going to do, and how far it is. */

import { type RateStep, rateSteps } from "../../lib/core/probe-rate.ts";
import { amount, countText } from "../../lib/core/words.ts";
import { type ProbeProgress, questions } from "../../lib/usecases/probe/questions.ts";
import type { Look } from "./look.ts";
import { wrapText } from "./wrap.ts";

interface Forecast {
  readonly family: string;
  readonly tokenMinutes: number;
  readonly rateCap: number | null;
}

/** Told before anything is asked. */
export function forecastText({ family, tokenMinutes, rateCap }: Forecast, { columns }: Look): string {
  const wait = tokenMinutes === 0 ? "" : ` It waits ${tokenMinutes} min with a page's token in hand.`;
  const text = `Probing ${family} jobs: only lists and look-ups are asked for, nothing is changed.${wait}${climbText(rateCap)}`;
  return `${wrapText(text, columns, "")}\n`;
}

function climbText(cap: number | null): string {
  if (cap === null) return "";
  const requests = rateSteps(cap).reduce((sum, step) => sum + step.requests, 0);
  const climb = `it asks for one job from 1 to ${amount(cap, "time")} a second, with at most ${amount(requests, "request")}`;
  return ` Then ${climb}, and ends with the first that is told to slow down.`;
}

export function probeProgressText(progress: ProbeProgress): string {
  if (progress.step === "wait") return `a page's token is used in ${Math.ceil(progress.remainingMs / 1000)} s`;
  return progress.step === "climb" ? stepText(progress) : questions[progress.question];
}

function stepText({ rate, requests }: RateStep): string {
  return `${rate} a second, ${countText(requests)} requests`;
}
