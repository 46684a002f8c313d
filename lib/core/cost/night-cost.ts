/** What a night uses, and what that costs as far as prices are known. Requests are reckoned, not measured. */

import { type PriceName, type Prices, priceNames } from "./prices.ts";

/** Where it is not known how many jobs there are, `jobs` is 0: each window is asked for once all the same. */
export interface NightSize {
  readonly scopes: number;
  readonly jobs: number;
  /** Files of the report. */
  readonly files: number;
  /** Walks of one scope's night. */
  readonly windows: number;
  readonly pageSize: number;
  /** Of each function that runs in a night: the most that it can use. */
  readonly functions: readonly { readonly memoryMb: number; readonly timeoutSeconds: number }[];
}

export interface NightUse {
  readonly jobRequests: number;
  readonly storageRequests: number;
  readonly invocations: number;
  /** At most: as if each function ran until its time is up. */
  readonly gbSeconds: number;
}

/** Each file is written once and read by the night after it. */
const touchesPerFile = 2;

export function nightUse({ scopes, jobs, files, windows, pageSize, functions }: NightSize): NightUse {
  const gbSeconds = functions.reduce((sum, each) => sum + (each.memoryMb / 1024) * each.timeoutSeconds, 0);
  return {
    jobRequests: scopes * windows + Math.ceil(jobs / pageSize),
    storageRequests: files * touchesPerFile,
    invocations: functions.length,
    gbSeconds,
  };
}

export interface NightCost {
  /** By currency. */
  readonly sums: ReadonlyMap<string, number>;
  readonly unknown: readonly PriceName[];
}

export function nightCost(use: NightUse, prices: Prices): NightCost {
  const units: Record<PriceName, number> = {
    "basic-package": use.invocations > 0 ? 1 : 0,
    "gb-second": use.gbSeconds,
    invocations: use.invocations / 10_000,
    "storage-requests": use.storageRequests / 10_000,
    "job-requests": use.jobRequests / 10_000,
  };
  const sums = new Map<string, number>();
  const used = priceNames.filter((name) => units[name] > 0);
  for (const name of used) {
    const { amount, currency } = prices[name];
    if (amount !== null) sums.set(currency, (sums.get(currency) ?? 0) + amount * units[name]);
  }
  return { sums, unknown: used.filter((name) => prices[name].amount === null) };
}
