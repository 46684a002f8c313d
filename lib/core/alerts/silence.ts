/** Silences: what nobody is to be told of for a while, by whose word and why. None is for ever. */

export const silenceKeys = ["rule", "bucket", "queueId", "tag", "fingerprint", "code"] as const;
export type SilenceKey = (typeof silenceKeys)[number];

export interface Silence {
  /** At least one; what is silenced has all of them. */
  readonly match: { readonly [key in SilenceKey]?: string | undefined };
  readonly reason: string;
  readonly owner: string;
  /** The last night that it holds for, `2026-12-31`. */
  readonly until: string;
}
