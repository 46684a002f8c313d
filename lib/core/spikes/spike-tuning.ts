/** What can be set of the verdict on a rate; the rest of the method is fixed. */

import type { RateOptions } from "./stratum.ts";

export type SpikeTuning = Required<Pick<RateOptions, "minRatio" | "minExcess" | "falseDiscoveryRate">>;

/** Where nothing is set. */
export const usualTuning: SpikeTuning = { minRatio: 1.5, minExcess: 5, falseDiscoveryRate: 0.05 };
