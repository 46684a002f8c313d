/** The report store in a bucket of object storage. */

import type { ReportStore } from "../../ports/report-store.ts";
import { assertClaimable, assertReportKey } from "../report-key.ts";
import type { Send } from "../tencent/request.ts";
import { createCosBucket } from "./cos-bucket.ts";
import { createClaim } from "./cos-claim.ts";

export interface CosStoreOptions {
  readonly send: Send;
  /** With the APPID: `audit-1250000000`. */
  readonly bucket: string;
  readonly region: string;
  /** A key as the store's own are, before all of them; empty for none. */
  readonly prefix: string;
}

/** Throws `StoreError` on a prefix that no key can have. */
export function createCosStore({ send, bucket: name, region, prefix }: CosStoreOptions): ReportStore {
  if (prefix !== "") assertReportKey(prefix);
  const location = prefix === "" ? `cos://${name}` : `cos://${name}/${prefix}`;
  const bucket = createCosBucket({ send, bucket: name, region });
  const claimObject = createClaim(bucket, location);

  function objectKeyOf(key: string): string {
    assertReportKey(key);
    return prefix === "" ? key : `${prefix}/${key}`;
  }

  return {
    location,
    get: async (key, signal) => bucket.get(objectKeyOf(key), signal),
    put: async (key, bytes, signal) => bucket.put({ objectKey: objectKeyOf(key), bytes }, signal),
    claim: async (key, bytes, signal) => {
      const objectKey = objectKeyOf(key);
      assertClaimable(key, bytes);
      return claimObject({ objectKey, bytes }, signal);
    },
  };
}
