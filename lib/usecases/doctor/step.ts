/** One thing that is looked at, and what came of it. */

export type Status = "ok" | "warning" | "failed" | "skipped";

export interface Look {
  readonly status: Status;
  /** What was found, in words. */
  readonly seen: string;
  /** What to do about it; null: nothing. */
  readonly advice: string | null;
}

export interface Step {
  /** No two of one doctor's visit have the same. */
  readonly name: string;
  /** Steps without which this one makes no sense: where one of them failed or was skipped, this one is. */
  readonly needs: readonly string[];
  readonly look: (signal: AbortSignal) => Promise<Look>;
}

export function ok(seen: string, advice: string | null = null): Look {
  return { status: "ok", seen, advice };
}

export function warning(seen: string, advice: string): Look {
  return { status: "warning", seen, advice };
}

export function failed(seen: string, advice: string): Look {
  return { status: "failed", seen, advice };
}

export function skipped(seen: string, advice: string | null = null): Look {
  return { status: "skipped", seen, advice };
}
