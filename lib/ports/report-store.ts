/**
 * Where reports are kept. Keys are relative to the store's root: segments of `[A-Za-z0-9._=-]`, joined by
 * slashes, none of them `.` or `..`; any other key is refused with `StoreError`.
 */
export interface ReportStore {
  /** Where this is, for people: no secrets. */
  readonly location: string;
  /** The whole object, or null when there is none. */
  get(key: string, signal: AbortSignal): Promise<Uint8Array | null>;
  /** Stores whole or not at all. Keys carry the hash of their content, so writing twice is harmless. */
  put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /**
   * Writes the object only if nobody has: at most one content ever wins a key, also among processes that race.
   * Claiming again with the winner's own bytes wins again, so a lost answer can be retried.
   */
  claim(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<Claim>;
}

export type Claim = { readonly won: true } | { readonly won: false; readonly winner: Uint8Array };
