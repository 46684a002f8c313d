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
