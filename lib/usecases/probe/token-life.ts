/**
 * Whether a page's token can still be used after a while.
 *
 * Where it is refused, a fresh one is used at once: only if that is taken was it the age.
 */

import type { Clock } from "../../ports/clock.ts";
import type { ListQuestion } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";
import { type Sample, spanAround } from "./sample.ts";
import { isRefused, type Told, whyNot } from "./told.ts";

export interface Wait {
  readonly clock: Clock;
  readonly minutes: number;
  /** Called each second. */
  onWait(remainingMs: number): void;
}

const minuteMs = 60_000;
const tickMs = 1000;

export async function askTokenLife(
  inquiry: Inquiry,
  sample: Sample,
  wait: Wait,
  signal: AbortSignal,
): Promise<Told<"tokenLife">> {
  const { minutes } = wait;
  if (minutes === 0) return { unknown: "not asked for: --token-minutes 0" };
  const span = { ...spanAround(sample), size: 1 };
  const token = await takeToken(inquiry, span);
  if (typeof token === "object") return token;
  await countDown(wait, signal);
  const late = await inquiry.list(`the next page, ${minutes} min later`, { ...span, token });
  if (late.outcome === "answered")
    return { value: { minutes, lives: true }, answer: `yes, for ${minutes} min at least` };
  if (!isRefused(late)) return whyNot(late);
  const fresh = await takeToken(inquiry, span);
  if (typeof fresh === "object") return fresh;
  const atOnce = await inquiry.list("the next page at once", { ...span, token: fresh });
  if (atOnce.outcome !== "answered") return { unknown: "a token that is used at once is refused too" };
  return { value: { minutes, lives: false }, answer: `no: refused after ${minutes} min, taken at once` };
}

async function takeToken(inquiry: Inquiry, span: ListQuestion): Promise<string | { readonly unknown: string }> {
  const reply = await inquiry.list("a page of one job", span);
  if (reply.outcome !== "answered") return whyNot(reply);
  return reply.nextToken ?? { unknown: "too few jobs: one page held all of them" };
}

/** Nothing else is done meanwhile. */
async function countDown({ clock, minutes, onWait }: Wait, signal: AbortSignal): Promise<void> {
  const until = clock.now() + minutes * minuteMs;
  for (let left = until - clock.now(); left > 0; left = until - clock.now()) {
    onWait(left);
    await clock.sleep(Math.min(left, tickMs), signal);
  }
}
