/**
 * A log in a bucket of object storage: one object, appended to at a known position (vendor page "APPEND Object").
 *
 * The service refuses a position that is not the object's length, so of two that race one comes late. An answer that got
 * lost says nothing about who appended, so then the object itself is asked.
 */

import { DeadlineError, NetworkError, ProtocolError, ServiceError, StoreError } from "../../core/errors.ts";
import type { AppendLog } from "../../ports/append-log.ts";
import { linesIn, textOf } from "../log-lines.ts";
import { assertReportKey } from "../report-key.ts";
import { type CosBucket, createCosBucket } from "./cos-bucket.ts";
import type { CosStoreOptions } from "./cos-store.ts";

/** Throws `StoreError` on a prefix that no key can have. */
export function createCosLog({ send, bucket: name, region, prefix }: CosStoreOptions): AppendLog {
  if (prefix !== "") assertReportKey(prefix);
  const bucket = createCosBucket({ send, bucket: name, region });

  function objectKeyOf(key: string): string {
    assertReportKey(key);
    return prefix === "" ? key : `${prefix}/${key}`;
  }

  return {
    async read(key, signal) {
      const bytes = (await bucket.get(objectKeyOf(key), signal)) ?? Buffer.of();
      return { lines: linesIn(bytes), position: bytes.length };
    },
    async append(key, position, lines, signal) {
      const write = { objectKey: objectKeyOf(key), bytes: textOf(lines), position };
      try {
        await bucket.append(write, signal);
        return position + write.bytes.length;
      } catch (error) {
        if (!leavesItOpen(error)) throw refused(error, `cos://${name}/${write.objectKey}`);
        return (await isThere(bucket, write, signal)) ? position + write.bytes.length : whereElse(error);
      }
    },
  };
}

interface Written {
  readonly objectKey: string;
  readonly bytes: Uint8Array;
  readonly position: number;
}

async function isThere(
  bucket: CosBucket,
  { objectKey, bytes, position }: Written,
  signal: AbortSignal,
): Promise<boolean> {
  const all = await bucket.get(objectKey, signal);
  return all !== null && Buffer.compare(all.subarray(position, position + bytes.length), bytes) === 0;
}

/** Somebody else appended if the service says so; else it is not known whether anything was. */
function whereElse(error: unknown): null {
  if (error instanceof ServiceError && error.status === 409) return null;
  throw error;
}

function leavesItOpen(error: unknown): boolean {
  if (error instanceof ServiceError) return error.status === 409 || error.status >= 500;
  return [NetworkError, DeadlineError, ProtocolError].some((kind) => error instanceof kind);
}

function refused(error: unknown, what: string): unknown {
  if (!(error instanceof ServiceError)) return error;
  return new StoreError(
    `Cannot append to ${what}: the bucket answered ${error.serviceCode}. ` +
      "Multi-AZ buckets take no APPEND Object, and it needs the permission cos:AppendObject.",
    { cause: error },
  );
}
