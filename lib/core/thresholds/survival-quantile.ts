/**
 * The estimator of Kaplan and Meier: how long things last, where some have not ended yet.
 *
 * What was seen to last for a time and not to end is censored there: it counts among those that could have ended for as
 * long as it was seen. To leave it out, or to take it for ended, would make everything look shorter than it is.
 */

/** What lasted for a time: how many ended then, and how many were last seen then. */
export interface Observed {
  readonly ms: number;
  readonly events: number;
  readonly censored: number;
}

export interface SurvivalPoint {
  readonly ms: number;
  /** Share of all that lasts longer. */
  readonly survival: number;
}

/** A step wherever something ended. `observed` ascends; of one time, what ended did so before the rest was last seen. */
export function survivalCurve(observed: readonly Observed[]): readonly SurvivalPoint[] {
  const curve: SurvivalPoint[] = [];
  let atRisk = observed.reduce((sum, { events, censored }) => sum + events + censored, 0);
  let survival = 1;
  for (const { ms, events, censored } of observed) {
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      curve.push({ ms, survival });
    }
    atRisk -= events + censored;
  }
  return curve;
}

/** Products of fractions end a few last digits beside the share that they stand for. */
const rounding = 1 + 1e-9;

/** The earliest time by which the share has ended; null where so much is censored that the curve never tells. */
export function survivalQuantile(observed: readonly Observed[], quantile: number): number | null {
  const left = (1 - quantile) * rounding;
  return survivalCurve(observed).find(({ survival }) => survival <= left)?.ms ?? null;
}
