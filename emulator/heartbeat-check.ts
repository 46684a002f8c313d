/**
 * One check of a heartbeat service, as healthchecks.io's pages "Pinging API", "Measuring Script Run Time" and "Configuring
 * Checks" describe it: pings come in, and it is up, late or down as of an instant.
 */

export type PingKind = "start" | "success" | "fail" | "log";

interface SeenPing {
  readonly kind: PingKind;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Null: the ping named no run. */
  readonly rid: string | null;
  readonly body: string;
  /** Of the run that it ended; null: it ended none that was seen to begin. */
  readonly durationMs: number | null;
}

type CheckStatus = "new" | "up" | "started" | "late" | "down";

export interface CheckOptions {
  /** How often a success is expected. */
  readonly periodMs: number;
  /** How late it may be, and how long after its start. */
  readonly graceMs: number;
}

export interface HeartbeatCheck {
  readonly pings: readonly SeenPing[];
  take(ping: Omit<SeenPing, "durationMs">): void;
  status(now: number): CheckStatus;
}

/** A start so long ago is of another run (page "Measuring Script Run Time"). */
const longestRunMs = 72 * 3_600_000;

export function createHeartbeatCheck({ periodMs, graceMs }: CheckOptions): HeartbeatCheck {
  const pings: SeenPing[] = [];

  function startOf({ kind, at, rid }: Omit<SeenPing, "durationMs">): SeenPing | undefined {
    if (kind !== "success" && kind !== "fail") return undefined;
    return pings.findLast((ping) => ping.kind === "start" && ping.rid === rid && at - ping.at <= longestRunMs);
  }

  function status(now: number): CheckStatus {
    const ends = pings.filter(({ kind }) => kind === "success" || kind === "fail");
    const last = ends.at(-1);
    const start = pings.findLast(({ kind }) => kind === "start");
    const isRunning = start !== undefined && pings.indexOf(start) > (last === undefined ? -1 : pings.indexOf(last));
    if (isRunning && now > start.at + graceMs) return "down";
    if (last?.kind === "fail" || (last !== undefined && now > last.at + periodMs + graceMs)) return "down";
    if (isRunning) return "started";
    if (last === undefined) return "new";
    return now > last.at + periodMs ? "late" : "up";
  }

  return {
    pings,
    status,
    take(ping) {
      const start = startOf(ping);
      pings.push({ ...ping, durationMs: start === undefined ? null : ping.at - start.at });
    },
  };
}
