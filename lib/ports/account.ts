/**
 * What a look at an account asks beside what audits ask. Nothing here is needed by an audit, and nothing but what the look
 * itself wrote is changed.
 *
 * Calls throw `ServiceError`, `NetworkError`, `DeadlineError` or `ProtocolError`; an aborted signal rejects with its reason.
 */

import type { FunctionName } from "./functions.ts";

export interface Account {
  /** Asked without a signature: any answer of the region's host tells the time. */
  greet(region: string, signal: AbortSignal): Promise<Greeting>;
  /** `on`, `off` or `unbinding`, as the service spells it: whether a bucket is bound to Cloud Infinite at all. */
  bindingOf(place: BucketName, signal: AbortSignal): Promise<string>;
  /** Null: there is no such function, or no such namespace. */
  functionOf(name: FunctionName, signal: AbortSignal): Promise<DeployedFunction | null>;
  /** Asks for a start of a version that does not exist: what the platform refuses it for. `started`: it did not refuse. */
  refusalToStart(name: FunctionName, signal: AbortSignal): Promise<StartRefusal>;
  /** Removes what a visit wrote; nothing there is fine. Throws `StoreError` for every other key. */
  removeTrial(key: string, signal: AbortSignal): Promise<void>;
  readonly storage: BucketFacts;
}

export type StartRefusal = "no such version" | "no such function" | "started";

export interface BucketName {
  readonly region: string;
  readonly bucket: string;
}

export interface Greeting {
  /** Epoch milliseconds, whole seconds; null: the answer has no Date. */
  readonly time: number | null;
  /** The service says that it has no such host. */
  readonly unknownHost: boolean;
}

/** What object storage tells of a bucket. */
export interface BucketFacts {
  versioning(bucket: BucketName, signal: AbortSignal): Promise<"never" | "enabled" | "suspended">;
  isMultiAz(bucket: BucketName, signal: AbortSignal): Promise<boolean>;
  /** What the access control list gives to everybody: `READ`, `WRITE`, `FULL_CONTROL`, … */
  publicGrants(bucket: BucketName, signal: AbortSignal): Promise<readonly string[]>;
  /** Actions that the bucket's policy allows to everybody. */
  publicActions(bucket: BucketName, signal: AbortSignal): Promise<readonly string[]>;
  /** Rules that are switched on and let objects expire. */
  expiries(bucket: BucketName, signal: AbortSignal): Promise<readonly Expiry[]>;
  /** Algorithm of the default encryption; null: none. */
  encryption(bucket: BucketName, signal: AbortSignal): Promise<string | null>;
  /** Null: object lock is off. `days` null: on, and new objects are not locked by themselves. */
  objectLock(bucket: BucketName, signal: AbortSignal): Promise<{ readonly days: number | null } | null>;
}

export interface Expiry {
  /** What the keys begin with; empty: all of them. */
  readonly prefix: string;
  /** Null: on a date, or only past versions. */
  readonly days: number | null;
}

export interface DeployedFunction {
  /** `Active`, or what it is on its way to. */
  readonly status: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Null: it gets no credentials. */
  readonly role: string | null;
  /** Names of its environment variables; no value is kept. */
  readonly variables: readonly string[];
  readonly timers: readonly DeployedTimer[];
}

export interface DeployedTimer {
  readonly name: string;
  readonly cron: string;
  readonly enabled: boolean;
}
