/** When jobs are created: anywhere, or where two windows, two nights or two offsets of a clock meet. */

import type { Random } from "../../emulator/scenario/random.ts";
import { pickWeighted } from "../../emulator/scenario/weighted.ts";
import type { Span } from "../span.ts";
import { holds } from "../span.ts";
import { between } from "./draws.ts";

const second = 1000;
const hour = 3_600_000;

export interface MomentsWish {
  /** Of the plan's nights, in their order. */
  readonly nights: readonly Span[];
  readonly windowMs: number;
  /** How long before the night is judged a waiting job is stuck. */
  readonly stuckMs: number;
  readonly settleMs: number;
}

/** In whole seconds, of any night of the plan, or at most a second before or behind them. */
export function drawMoment(random: Random, { nights, windowMs, stuckMs, settleMs }: MomentsWish): number {
  const night = random.pick(nights);
  const lengthSeconds = Math.max(1, (night.to - night.from) / second);
  const anywhere = () => night.from + random.below(lengthSeconds) * second;
  const shift = () => between(random, -1, 1) * second;
  const windows = Math.max(1, Math.floor((night.to - night.from) / windowMs));
  const kinds: readonly { readonly weight: number; readonly value: () => number }[] = [
    { weight: 10, value: anywhere },
    { weight: 3, value: () => night.from + random.below(windows + 1) * windowMs + shift() },
    { weight: 2, value: () => random.pick([night.from, night.to]) + shift() },
    // Clocks change on a whole or half hour in the first hours of a day.
    { weight: 1, value: () => night.from + random.below(9) * (hour / 2) + shift() },
    { weight: 1, value: () => night.to + settleMs - stuckMs + shift() },
  ];
  const moment = pickWeighted(random, kinds)();
  const around = { from: (nights[0]?.from ?? 0) - second, to: (nights.at(-1)?.to ?? 0) + second };
  return holds(around, moment) ? moment : anywhere();
}

/** Several jobs in one second, or in a few that follow each other. */
export function drawBurst(random: Random, wish: MomentsWish, count: number): readonly number[] {
  const at = drawMoment(random, wish);
  const seconds = random.pick([1, 1, 1, 2, 3]);
  return Array.from({ length: count }, () => at + random.below(seconds) * second);
}
