/** What every operation is given: the request, what it is about, and the store it acts on. */

import type { EmulatorReply, EmulatorRequest } from "../http.ts";
import type { ObjectStorage } from "./object-storage.ts";
import type { Uploads } from "./uploads.ts";

export interface CosBucket {
  /** With the APPID: `audit-1250000000`. */
  readonly name: string;
  readonly region: string;
  /** Once enabled it can only be suspended: forbid-overwrite never works in such a bucket again. */
  readonly versioning: "never" | "enabled" | "suspended";
  /** Takes no APPEND. */
  readonly multiAz: boolean;
  /** How it is set up beside; nothing is, unless told. It is told of, and changes nothing that the bucket does. */
  readonly facts?: BucketFacts;
}

interface BucketFacts {
  /** What everybody may do by the access control list. */
  readonly publicGrants?: readonly ("READ" | "WRITE" | "FULL_CONTROL")[];
  /** The bucket's policy as its JSON was saved. */
  readonly policy?: string;
  readonly lifecycle?: readonly LifecycleRule[];
  readonly encryption?: "AES256" | "SM4" | "KMS";
  /** Null: on, without a default retention. */
  readonly objectLock?: { readonly days: number } | null;
}

export interface LifecycleRule {
  readonly id: string;
  readonly prefix: string;
  readonly enabled: boolean;
  /** Null: it moves objects to another class, and deletes none. */
  readonly expireDays: number | null;
}

export interface CosCall {
  readonly request: EmulatorRequest;
  readonly bucket: CosBucket;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly storage: ObjectStorage;
  readonly uploads: Uploads;
  readonly now: number;
  /** Milliseconds for which a listing does not know of an object. */
  readonly listDelayMs: number;
}

/** The caller holds the lock of the key, if there is a key. */
export type Operation = (call: CosCall) => Promise<EmulatorReply>;
