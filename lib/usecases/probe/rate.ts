/**
 * The rate at which the service begins to ask for less.
 *
 * Climbs gently and ends with the first such answer, or with any other that is none. Nothing is tried again.
 */

import { type RateStep, rateSteps } from "../../core/probe-rate.ts";
import type { Scope } from "../../core/scope.ts";
import { secondOf } from "../../core/window.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ListQuestion, NotAnswered, ProbeReply, ServiceProbe } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";
import { spanOf } from "./sample.ts";
import { statusWords, type Told } from "./told.ts";

export interface Climb {
  readonly service: ServiceProbe;
  readonly clock: Clock;
  /** Requests a second; null: not to be asked at all. */
  readonly cap: number | null;
  onStep(step: RateStep): void;
}

export async function askRate(
  inquiry: Inquiry,
  scope: Scope,
  climb: Climb,
  signal: AbortSignal,
): Promise<Told<"rate">> {
  const { cap, clock } = climb;
  if (cap === null) return { unknown: "not asked for: --rate" };
  const now = secondOf(clock.now());
  const question = { ...spanOf(scope, now - 3_600_000, now), size: 1 };
  let requests = 0;
  for (const step of rateSteps(cap)) {
    climb.onStep(step);
    const done = await takeStep(climb, question, step, signal);
    requests += done.sent;
    inquiry.note(`${step.rate} a second: ${done.sent} requests in ${seconds(done.ms)} s`, done.reply);
    if (done.reply.outcome === "answered") continue;
    if (isThrottle(done.reply)) return began(step, { cap, requests, reply: done.reply });
    return { unknown: `one of ${requests} requests was not answered: ${done.reply.reason}` };
  }
  const value = { cap, beganAt: null, requests, retryAfterMs: null };
  return { value, answer: `not up to ${cap} a second, in ${requests} requests` };
}

interface StepDone {
  readonly sent: number;
  readonly ms: number;
  /** The first that was no answer; else the last. */
  readonly reply: ProbeReply;
}

async function takeStep(
  { service, clock }: Climb,
  question: ListQuestion,
  { rate, requests }: RateStep,
  signal: AbortSignal,
): Promise<StepDone> {
  const startedAt = clock.now();
  const replies: ProbeReply[] = [];
  const pending: Promise<void>[] = [];
  const isOver = () => replies.some(({ outcome }) => outcome !== "answered");
  for (let sent = 0; sent < requests && !isOver(); sent += 1) {
    const waitMs = startedAt + (sent * 1000) / rate - clock.now();
    if (waitMs > 0) await clock.sleep(Math.ceil(waitMs), signal);
    if (!isOver()) pending.push(service.listOnce(question, signal).then((reply) => void replies.push(reply), ignore));
  }
  await Promise.all(pending);
  signal.throwIfAborted();
  const reply = replies.find(({ outcome }) => outcome !== "answered") ?? (replies.at(-1) as ProbeReply);
  return { sent: pending.length, ms: clock.now() - startedAt, reply };
}

/** Only an abort rejects, and that is looked for behind the step. */
function ignore(): void {}

function isThrottle({ status, code }: NotAnswered): boolean {
  return status === 429 || code === "SlowDown";
}

interface Throttled {
  readonly cap: number;
  readonly requests: number;
  readonly reply: NotAnswered;
}

function began({ rate }: RateStep, { cap, requests, reply }: Throttled): Told<"rate"> {
  const { retryAfterMs } = reply;
  const asks = retryAfterMs === null ? "" : `, asking to wait ${seconds(retryAfterMs)} s`;
  const answer = `at ${rate} a second, after ${requests} requests (${statusWords(reply)}${asks})`;
  return { value: { cap, beganAt: rate, requests, retryAfterMs }, answer };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
