/** Somebody outside who expects to hear from the audit each night, and tells people when it says nothing. */

/**
 * `start` begins a run, `success` and `fail` end it. `log` is kept and changes nothing: whoever began and does not end is
 * missed all the same.
 */
export type HeartbeatSignal = "start" | "success" | "fail" | "log";

export interface Ping {
  readonly signal: HeartbeatSignal;
  /** A UUID: start and end of one run have the same. */
  readonly run: string;
  /** For people; secrets must not be in it. */
  readonly body: string;
}

export interface Heartbeat {
  /**
   * Null when the ping was taken, else why it was not, with no part of the address. Tries a few times, some seconds in all.
   * Rejects with the signal's reason, and with nothing else.
   */
  ping(ping: Ping, signal: AbortSignal): Promise<string | null>;
}
