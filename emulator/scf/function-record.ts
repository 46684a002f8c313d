/**
 * A deployed function, as the platform keeps it: its configuration, code, retry settings and triggers.
 *
 * The record is the function's state and changes in place, so that whoever holds it sees what it is by now.
 * All times are epoch milliseconds.
 */

export interface FunctionRecord {
  readonly namespace: string;
  readonly name: string;
  /** Cannot change after creation. */
  readonly runtime: string;
  readonly createdAt: number;
  description: string;
  handler: string;
  /** MB. */
  memorySize: number;
  /** Seconds. */
  timeout: number;
  environment: Readonly<Record<string, string>>;
  /** Null: it runs without temporary credentials. */
  role: string | null;
  clsLogsetId: string;
  clsTopicId: string;
  status: FunctionStatus;
  /** Why it failed; empty as long as it did not. */
  statusReasons: readonly StatusReason[];
  /** The zip. */
  code: Uint8Array;
  /** Of the zip, lower-case hex. */
  codeSha256: string;
  modifiedAt: number;
  retry: AsyncRetry;
  /** Asynchronous execution: up to 24 hours, and never tried again. */
  readonly asyncRun: boolean;
  /** In the order of creation. */
  readonly triggers: TriggerRecord[];
}

/** Vendor page "Data Types", function status; those that a function of zipped code goes through. */
export type FunctionStatus = "Creating" | "CreateFailed" | "Active" | "Updating" | "UpdateFailed" | "Deleting";

export interface StatusReason {
  readonly code: string;
  readonly message: string;
}

export interface AsyncRetry {
  /** Further tries after the first: 0 to 2. */
  readonly attempts: number;
  readonly maxAgeSeconds: number;
}

export interface TriggerRecord {
  readonly name: string;
  readonly type: "timer";
  readonly createdAt: number;
  /** The version that it starts. */
  readonly qualifier: string;
  description: string;
  /** Seven fields. */
  cron: string;
  /** The event's Message; null: none was given. */
  argument: string | null;
  enabled: boolean;
  modifiedAt: number;
}
