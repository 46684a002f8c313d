/**
 * Mix shift: how much of a change of a rate is because rates of its parts changed, and how much because their shares in
 * the jobs did, as where a part that always failed often has more of them (E. Kitagawa, Components of a Difference
 * Between Two Rates, 1955).
 *
 * Exact and symmetric: both add up to the change, and sides that are swapped change the sign of both.
 */

/** Parts of one name on one side are one part, as that of several nights. */
export interface MixPart {
  readonly name: string;
  readonly failed: number;
  readonly ended: number;
}

export interface Mix {
  readonly rates: number;
  readonly mix: number;
}

/**
 * Null where one side has no jobs that ended. A part that one side lacks counts there with the rate of that whole side:
 * of a part that is new, nobody knows what its rate was.
 */
export function decomposeMix(before: readonly MixPart[], after: readonly MixPart[]): Mix | null {
  const [from, to] = [sideOf(before), sideOf(after)];
  if (from === null || to === null) return null;
  let [rates, mix] = [0, 0];
  for (const name of new Set([...before, ...after].map((part) => part.name))) {
    const [a, b] = [from(name), to(name)];
    rates += ((a.share + b.share) / 2) * (b.rate - a.rate);
    mix += ((a.rate + b.rate) / 2) * (b.share - a.share);
  }
  return { rates, mix };
}

const mostlyMix = 0.8;

/** Whether a rise is, but for a fifth of it at most, because of shares that shifted. */
export function isMixShift({ rates, mix }: Mix): boolean {
  return rates + mix > 0 && mix >= mostlyMix * (rates + mix);
}

type Side = (name: string) => { readonly share: number; readonly rate: number };

function sideOf(parts: readonly MixPart[]): Side | null {
  const ended = sum(parts.map((part) => part.ended));
  if (ended === 0) return null;
  const whole = sum(parts.map((part) => part.failed)) / ended;
  const known = new Map<string, { failed: number; ended: number }>();
  for (const part of parts) {
    const { failed, ended } = known.get(part.name) ?? { failed: 0, ended: 0 };
    known.set(part.name, { failed: failed + part.failed, ended: ended + part.ended });
  }
  return (name) => {
    const part = known.get(name) ?? { failed: 0, ended: 0 };
    return part.ended === 0 ? { share: 0, rate: whole } : { share: part.ended / ended, rate: part.failed / part.ended };
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
