/**
 * Claiming an object: at most one content ever wins its key.
 *
 * On a bucket that never had versioning, `x-cos-forbid-overwrite` keeps the first content. It has no effect once
 * versioning was on, also when suspended; there, APPEND at position 0 is refused by an object with content.
 * An answer that got lost says nothing about who won, so then the object itself is asked.
 */

import { DeadlineError, NetworkError, ProtocolError, ServiceError, StoreError } from "../../core/errors.ts";
import type { Claim } from "../../ports/report-store.ts";
import type { CosBucket, CosWrite } from "./cos-bucket.ts";

/** Whether versioning was ever on; null when that may not be asked. */
type Versioned = boolean | null;

export type ClaimObject = (write: CosWrite, signal: AbortSignal) => Promise<Claim>;

export function createClaim(bucket: CosBucket, location: string): ClaimObject {
  let learned: Versioned | undefined;

  return async (write, signal) => {
    if (learned === undefined) learned = await bucket.wasVersioned(signal);
    try {
      await claimOnce(bucket, write, learned)(signal);
      return { won: true };
    } catch (error) {
      if (learned !== false && isRefusal(error)) throw refused(error, `${location}: ${write.objectKey}`, learned);
      return askWhoWon(bucket, write, error)(signal);
    }
  };
}

type Step<T> = (signal: AbortSignal) => Promise<T>;

function claimOnce(bucket: CosBucket, write: CosWrite, versioned: Versioned): Step<void> {
  if (versioned !== false) return (signal) => bucket.append({ ...write, position: 0 }, signal);
  return (signal) => bucket.put({ ...write, headers: { "x-cos-forbid-overwrite": "true" } }, signal);
}

function askWhoWon(bucket: CosBucket, write: CosWrite, failure: unknown): Step<Claim> {
  return async (signal) => {
    if (!leavesItOpen(failure)) throw failure;
    const winner = await bucket.get(write.objectKey, signal);
    if (winner === null) throw failure;
    return Buffer.compare(winner, write.bytes) === 0 ? { won: true } : { won: false, winner };
  };
}

function leavesItOpen(failure: unknown): boolean {
  if (failure instanceof ServiceError) return failure.status === 409 || failure.status >= 500;
  // An answer of another kind says nothing of what became of the request.
  return [NetworkError, DeadlineError, ProtocolError].some((kind) => failure instanceof kind);
}

/** How the service words its refusal to append is not documented; these are the statuses it can have. */
function isRefusal(failure: unknown): boolean {
  if (!(failure instanceof ServiceError)) return false;
  return [400, 405, 501].includes(failure.status) || failure.serviceCode === "AccessDenied";
}

function refused(failure: unknown, what: string, versioned: Versioned): StoreError {
  const why =
    versioned === null
      ? "whether it ever had versioning may not be asked (permission cos:GetBucketVersioning)"
      : "it has or had versioning, under which x-cos-forbid-overwrite has no effect";
  return new StoreError(
    `Cannot claim ${what}: the bucket refused APPEND Object, the only safe way to claim here, since ${why}. ` +
      "Multi-AZ buckets take no APPEND, and it needs the permission cos:AppendObject. " +
      "Use a bucket that never had versioning, or one that takes APPEND.",
    { cause: failure },
  );
}
