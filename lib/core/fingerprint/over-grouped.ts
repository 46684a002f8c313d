/** The guard against a fingerprint that swallows everything: two kinds in one group hide each other. */

/** Share of the failures, and number of different messages, above which one kind is no longer believed to be one. */
const most = { share: 0.9, distinctMessages: 20 } as const;

export interface GroupSize {
  readonly jobs: number;
  /** As counted, capped somewhere above 20. */
  readonly distinctMessages: number;
}

/** `failures`: all failures among which the group stands, its own included. */
export function isOverGrouped({ jobs, distinctMessages }: GroupSize, failures: number): boolean {
  return jobs > failures * most.share && distinctMessages > most.distinctMessages;
}
