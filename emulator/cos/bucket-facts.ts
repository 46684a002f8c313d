/** HEAD Bucket and GET Bucket versioning: what a client can learn of a bucket before it relies on it. */

import type { EmulatorReply } from "../http.ts";
import type { CosCall } from "./call.ts";
import { field, xmlReply } from "./xml.ts";

const statuses = {
  never: [],
  enabled: [field("Status", "Enabled")],
  suspended: [field("Status", "Suspended")],
} as const satisfies Record<CosCall["bucket"]["versioning"], readonly string[]>;

export async function headBucket({ bucket }: CosCall): Promise<EmulatorReply> {
  const headers = { "x-cos-bucket-region": bucket.region };
  return { status: 200, headers: bucket.multiAz ? { ...headers, "x-cos-bucket-az-type": "MAZ" } : headers };
}

/** Without a status when versioning was never enabled. */
export async function getVersioning({ bucket }: CosCall): Promise<EmulatorReply> {
  return xmlReply("VersioningConfiguration", statuses[bucket.versioning]);
}
