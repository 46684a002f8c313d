/** How many pages one instance can read in its time: by how long they take, how many a second are allowed, and its CPU. */

export interface InstanceLimits {
  /** Until it has to be over; Infinity: it has no limit. */
  readonly remainingMs: number;
  readonly concurrency: number;
  /** Requests a second; null: as many as the host bears. */
  readonly maxRate: number | null;
}

/** For one page on a slow day. A choice: a night that is planned too large for one is handed over on its way. */
const pageLatencyMs = 250;
/** CPU of one page on half a core, which an instance of 512 MB may count on. A choice, on the safe side of what is measured. */
const pageCpuMs = 4;
/** Of the time, for what is not reading: discovery, seeing open jobs again, writing. A choice. */
const readingShare = 0.7;

/** At least one. */
export function pagesPerInstance({ remainingMs, concurrency, maxRate }: InstanceLimits): number {
  const pageMs = Math.max(pageLatencyMs / concurrency, pageCpuMs, maxRate === null ? 0 : 1000 / maxRate);
  return Math.max(1, Math.floor((remainingMs * readingShare) / pageMs));
}

export interface SpreadLimits extends InstanceLimits {
  /** Shards. */
  readonly most: number;
  /** Null: as many as an instance can read in its time. */
  readonly pagesPerShard: number | null;
}

/** How many instances are expected to read a night, one behind the other ones included; 0: who plans it reads it. */
export function instancesFor(pages: number, { most, pagesPerShard, ...limits }: SpreadLimits): number {
  const { maxRate } = limits;
  const inOne = (sharers: number) =>
    pagesPerInstance({ ...limits, maxRate: maxRate === null ? null : maxRate / sharers });
  if (pages <= (pagesPerShard ?? inOne(1))) return 0;
  const shards = Math.min(most, Math.ceil(pages / (pagesPerShard ?? inOne(most))));
  return shards * Math.ceil(pages / shards / inOne(shards));
}
