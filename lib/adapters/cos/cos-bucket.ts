/**
 * The four requests that the store makes of a bucket (vendor pages "GET Object", "PUT Object",
 * "APPEND Object", "GET Bucket versioning"), checked for damage in transit in both directions.
 */

import { createHash } from "node:crypto";
import { ProtocolError, ServiceError, StoreError } from "../../core/errors.ts";
import { maxObjectBytes } from "../object-limit.ts";
import type { Send, TencentAnswer, TencentRequest } from "../tencent/request.ts";
import { crc64 } from "./crc64.ts";

export interface CosBucketOptions {
  readonly send: Send;
  /** With the APPID. */
  readonly bucket: string;
  readonly region: string;
}

export interface CosWrite {
  readonly objectKey: string;
  readonly bytes: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

interface CosAppend extends CosWrite {
  /** Bytes that the object has so far. */
  readonly position: number;
}

export interface CosBucket {
  /** Null when the service says that there is no such object. */
  get(objectKey: string, signal: AbortSignal): Promise<Uint8Array | null>;
  put(write: CosWrite, signal: AbortSignal): Promise<void>;
  /** Writes behind what is there; 409 when the object has another length. At position 0 that makes it. */
  append(write: CosAppend, signal: AbortSignal): Promise<void>;
  /** Whether versioning was ever on; null when it may not be asked. */
  wasVersioned(signal: AbortSignal): Promise<boolean | null>;
}

export function createCosBucket({ send, bucket, region }: CosBucketOptions): CosBucket {
  const host = `${bucket}.cos.${region}.myqcloud.com`;

  async function get(objectKey: string, signal: AbortSignal): Promise<Uint8Array | null> {
    const maxAnswerBytes = maxObjectBytes(objectKey);
    const request: TencentRequest = { method: "GET", host, path: `/${objectKey}`, query: {}, maxAnswerBytes };
    try {
      return (await send(request, (answer) => readObject(answer, objectKey), signal)).value;
    } catch (error) {
      if (hasCode(error, "NoSuchKey")) return null;
      if (error instanceof ChecksumError) throw damagedObject(`cos://${bucket}/${objectKey}`, error);
      if (!hasCode(error, "NoSuchBucket")) throw error;
      throw new StoreError(`Cannot read from ${host}: there is no such bucket in ${region}.`, { cause: error });
    }
  }

  async function put(write: CosWrite, signal: AbortSignal): Promise<void> {
    const request = writeRequest(write, { method: "PUT", host, query: {} });
    await send(request, (answer) => assertPut(answer, write), signal);
  }

  async function append(write: CosAppend, signal: AbortSignal): Promise<void> {
    const query = { append: "", position: String(write.position) };
    await send(writeRequest(write, { method: "POST", host, query }), (answer) => assertAppended(answer, write), signal);
  }

  async function wasVersioned(signal: AbortSignal): Promise<boolean | null> {
    try {
      return (await send({ method: "GET", host, path: "/", query: { versioning: "" } }, readVersioning, signal)).value;
    } catch (error) {
      if (hasCode(error, "AccessDenied")) return null;
      throw error;
    }
  }

  return { get, put, append, wasVersioned };
}

function hasCode(error: unknown, serviceCode: string): boolean {
  return error instanceof ServiceError && error.serviceCode === serviceCode;
}

function writeRequest(
  { objectKey, bytes, headers }: CosWrite,
  rest: Pick<TencentRequest, "method" | "host" | "query">,
): TencentRequest {
  const contentMd5 = createHash("md5").update(bytes).digest("base64");
  return { ...rest, path: `/${objectKey}`, headers: { ...headers, "content-md5": contentMd5 }, body: bytes };
}

/** A kind of `ProtocolError`, so that the sender asks again: what was damaged on the way may arrive whole. */
class ChecksumError extends ProtocolError {}

/** What does not match however often it is asked for is damaged where it lies. */
function damagedObject(what: string, cause: ChecksumError): StoreError {
  return new StoreError(`Cannot read ${what}: ${cause.message}`, { cause });
}

function readObject(answer: TencentAnswer, objectKey: string): Uint8Array {
  assertOfStorage(answer, `read ${objectKey}`);
  const { body, headers, requestId } = answer;
  const told = headers["x-cos-hash-crc64ecma"];
  if (told === undefined || told === crc64(body)) return body;
  throw new ChecksumError(`the ${body.length} bytes that came do not match their CRC-64`, { requestId });
}

/** Object storage names the ETag or the CRC of every object that it gives or takes; a proxy's page has neither. */
function assertOfStorage({ headers, requestId }: TencentAnswer, attempt: string): void {
  if (headers["etag"] !== undefined || headers["x-cos-hash-crc64ecma"] !== undefined) return;
  const seen = "the answer has neither ETag nor CRC-64, so it is not object storage's";
  throw new ProtocolError(`Cannot ${attempt}: ${seen}; see what stands between here and it.`, {
    requestId,
    foreign: true,
  });
}

function assertPut(answer: TencentAnswer, write: CosWrite): void {
  assertChecksum(answer, write);
  const etag = /^"?([0-9a-f]{32})"?$/i.exec(answer.headers["etag"] ?? "")?.[1]?.toLowerCase();
  // Under some encryption the ETag is no MD5; the CRC is of the plain bytes then as well, and tells enough.
  if (etag === undefined || answer.headers["x-cos-hash-crc64ecma"] !== undefined) return;
  if (etag !== createHash("md5").update(write.bytes).digest("hex")) throw damaged(write, "ETag");
}

function assertChecksum(answer: TencentAnswer, write: CosWrite): void {
  assertOfStorage(answer, `store ${write.objectKey}`);
  const told = answer.headers["x-cos-hash-crc64ecma"];
  if (told !== undefined && told !== crc64(write.bytes)) throw damaged(write, "CRC-64");
}

/** The CRC is of the whole object, of which more than the first block is not at hand here. */
function assertAppended(answer: TencentAnswer, write: CosAppend): void {
  if (write.position === 0) assertChecksum(answer, write);
  else assertOfStorage(answer, `append to ${write.objectKey}`);
}

function damaged({ objectKey, bytes }: CosWrite, what: string): StoreError {
  return new StoreError(
    `Cannot store ${objectKey}: the service reports a ${what} that is not that of the ${bytes.length} bytes sent.`,
  );
}

/** A bucket that never had versioning answers with an empty element; one that had keeps a Status for good. */
function readVersioning({ body, requestId }: TencentAnswer): boolean {
  const text = body.toString("utf8");
  if (/<Status>(Enabled|Suspended)<\/Status>/.test(text)) return true;
  if (/<VersioningConfiguration(\s[^>]*)?(\/>|>\s*<\/VersioningConfiguration>)\s*$/.test(text)) return false;
  throw new ProtocolError("Cannot tell whether the bucket has versioning: the answer is no VersioningConfiguration.", {
    body,
    requestId,
  });
}
