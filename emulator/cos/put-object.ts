/** PUT Object: the whole content at once, in place of what was there. */

import type { EmulatorReply } from "../http.ts";
import type { CosCall } from "./call.ts";
import { checkContentMd5, md5, quoted } from "./content-hashes.ts";
import { crc64 } from "./crc64.ts";
import { CosFault } from "./fault.ts";
import { keptHeaders } from "./object-headers.ts";
import type { ObjectRecord } from "./object-storage.ts";

export async function putObject(call: CosCall): Promise<EmulatorReply> {
  const { request, bucket, key, storage } = call;
  if (request.headers.has("x-cos-copy-source")) throw new CosFault("NotImplemented", "Copies are not emulated.");
  checkContentMd5(request);
  await checkMayWrite(call);
  const record: ObjectRecord = {
    size: request.body.length,
    etag: quoted(md5(request.body)),
    crc64: crc64(request.body).toString(),
    modifiedAt: call.now,
    appendable: false,
    headers: keptHeaders(request.headers),
  };
  await storage.write(bucket.name, key, { record, bytes: request.body });
  return { status: 200, headers: { etag: record.etag, "x-cos-hash-crc64ecma": record.crc64 } };
}

/** `x-cos-forbid-overwrite` has no effect in a bucket whose versioning was ever enabled (vendor page "PUT Object"). */
export async function checkMayWrite({ request, bucket, key, storage }: CosCall): Promise<void> {
  if (request.headers.get("x-cos-forbid-overwrite") !== "true" || bucket.versioning !== "never") return;
  if ((await storage.head(bucket.name, key)) !== null) throw new CosFault("FileAlreadyExists");
}
