/**
 * Cloud Object Storage, as far as the audit needs it: objects, multipart uploads, appends and listings.
 *
 * Requests come verified. Operations on one key run one after the other, so that of two clients that claim a key at
 * once exactly one wins, whatever the storage. A new version replaces the one before: past versions are not kept.
 */

import type { EmulatorReply, EmulatorRequest, SignedFacts } from "../http.ts";
import type { CosBucket, CosCall } from "./call.ts";
import { CosFault, faultReply } from "./fault.ts";
import { createKeyLocks, type KeyLocks } from "./key-locks.ts";
import type { ObjectStorage } from "./object-storage.ts";
import { findOperation } from "./routes.ts";
import { createUploads, type Uploads } from "./uploads.ts";

export interface CosOptions {
  readonly buckets: readonly CosBucket[];
  readonly storage: ObjectStorage;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Listings do not show objects younger than this. 0: they show everything at once. */
  readonly listDelayMs?: number;
}

/** The request id goes into error bodies. */
export type ObjectStore = (request: EmulatorRequest, signed?: Pick<SignedFacts, "requestId">) => Promise<EmulatorReply>;

interface Service {
  readonly options: CosOptions;
  readonly uploads: Uploads;
  readonly locks: KeyLocks;
}

/** Answers every request: what object storage refuses is an answer too. */
export function createCos(options: CosOptions): ObjectStore {
  const service: Service = { options, uploads: createUploads(), locks: createKeyLocks() };
  return async (request, signed = { requestId: "" }) => {
    try {
      return await answer(service, request);
    } catch (error) {
      if (error instanceof CosFault) return faultReply(error, request, signed.requestId);
      throw error;
    }
  };
}

async function answer({ options, uploads, locks }: Service, request: EmulatorRequest): Promise<EmulatorReply> {
  const bucket = findBucket(options.buckets, request.host);
  const key = request.path.slice(1);
  if (Buffer.byteLength(key) > 850) throw new CosFault("KeyTooLong");
  const operation = findOperation(request, key);
  const run = () => {
    const { storage, now, listDelayMs = 0 } = options;
    const call: CosCall = { request, bucket, key, storage, uploads, now: now(), listDelayMs };
    return operation(call);
  };
  return key === "" ? run() : locks(`${bucket.name}/${key}`, run);
}

function findBucket(buckets: readonly CosBucket[], host: string): CosBucket {
  const found = buckets.find(({ name, region }) => host === `${name}.cos.${region}.myqcloud.com`);
  if (found === undefined) throw new CosFault("NoSuchBucket");
  return found;
}
