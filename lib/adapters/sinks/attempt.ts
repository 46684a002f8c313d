/** What one try to send came to. `seen` is in words and not yet safe to tell: a receiver may repeat its address in it. */

export type Attempt = Taken | Refused | Failed;

export interface Taken {
  readonly outcome: "taken";
  readonly seen: string;
}

/** The same again would come to the same. */
export interface Refused {
  readonly outcome: "refused";
  readonly seen: string;
}

/** What may pass. */
export interface Failed {
  readonly outcome: "failed";
  readonly seen: string;
  /** How long the receiver asks to wait; null: it does not say. */
  readonly waitMs: number | null;
}

export function taken(seen: string): Taken {
  return { outcome: "taken", seen };
}

export function refused(seen: string): Refused {
  return { outcome: "refused", seen };
}

export function failed(seen: string, waitMs: number | null = null): Failed {
  return { outcome: "failed", seen, waitMs };
}
