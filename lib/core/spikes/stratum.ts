/**
 * Strata: what is tested as one, with its nights. A stratum is a scope, an operation of one, or a group in one.
 *
 * Exposure is jobs that ended; a night is only compared with nights that were read whole and had no alert of their own.
 */

import type { RateTest } from "../schema/rate-test.ts";

export interface RateCount {
  readonly failed: number;
  /** Succeeded or failed; never less than `failed`. */
  readonly ended: number;
}

export interface NightRate extends RateCount {
  /** Its name, a date. */
  readonly night: string;
  /** False: it was not read whole, or it alerted itself. */
  readonly usable: boolean;
  /** True: it alerted itself, which is why it is not usable. */
  readonly alerted?: boolean;
}

export interface Stratum {
  /** Unlike that of any other stratum of the same call. */
  readonly key: string;
  readonly now: RateCount;
  /** Whether the night to judge was read whole here. */
  readonly complete: boolean;
  /** Newest first, without the night to judge. */
  readonly history: readonly NightRate[];
}

export interface RateOptions {
  /** The night to judge, a date: it says which weekday is compared with which. */
  readonly night: string;
  /** Of all alerts, the share that may be false; 0.05 unless given. */
  readonly falseDiscoveryRate?: number;
  /** The least ratio of rates that is a spike; 1.5 unless given. */
  readonly minRatio?: number;
  /** The least number of failures above the expected; 5 unless given. */
  readonly minExcess?: number;
  /** The least excess as a share of the jobs; 0.0005 unless given. */
  readonly minShare?: number;
  /** Keys of the strata whose first failure is enough: a code that is always told. */
  readonly alwaysAlert?: ReadonlySet<string>;
  /** Whether the strata rise and fall against each other: the correction is then that of Benjamini and Yekutieli. */
  readonly dependent?: boolean;
  /** P-values of the night's other tests, which the correction counts too. */
  readonly otherTests?: readonly number[];
  /** How many strata are not tested because they, or what is wider, did not rise: the correction counts them too. */
  readonly passedOver?: number;
  /** What these strata have in common is not below it: parts of a whole scatter no less than the whole does. */
  readonly leastDispersion?: number;
}

/** All that is told about one stratum: a `RateTest` without the columns that name what was tested. */
export interface JudgedRate
  extends Pick<
    RateTest,
    | "before"
    | "after"
    | "nights"
    | "leftOut"
    | "weekdays"
    | "method"
    | "dispersion"
    | "expected"
    | "low"
    | "high"
    | "excess"
    | "ratio"
    | "ratioLow"
    | "ratioHigh"
    | "p"
    | "q"
    | "floor"
    | "provisional"
    | "verdict"
    | "reason"
  > {
  readonly key: string;
}
