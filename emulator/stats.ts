/** What an emulator has been through since it started. */

export interface EmulatorStats {
  readonly requests: number;
  /** Most requests being worked on at the same time. */
  readonly peakInFlight: number;
  readonly bytesSent: number;
  readonly throttled: number;
  readonly faults: number;
  readonly refusedSignatures: number;
  /** By method and first part of the path; objects and job ids are left out. Calls of an API by their action. */
  readonly byOperation: Readonly<Record<string, number>>;
}

export interface StatsKeeper {
  readonly read: () => EmulatorStats;
  readonly begin: (operation: string) => void;
  readonly end: (bytes: number) => void;
  readonly count: (what: "throttled" | "faults" | "refusedSignatures") => void;
}

export function createStats(): StatsKeeper {
  const stats = { requests: 0, peakInFlight: 0, bytesSent: 0, throttled: 0, faults: 0, refusedSignatures: 0 };
  const byOperation: Record<string, number> = {};
  let inFlight = 0;
  return {
    read: () => ({ ...stats, byOperation: { ...byOperation } }),
    begin(operation) {
      stats.requests += 1;
      inFlight += 1;
      stats.peakInFlight = Math.max(stats.peakInFlight, inFlight);
      byOperation[operation] = (byOperation[operation] ?? 0) + 1;
    },
    end(bytes) {
      inFlight -= 1;
      stats.bytesSent += bytes;
    },
    count(what) {
      stats[what] += 1;
    },
  };
}
