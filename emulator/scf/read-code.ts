/**
 * A function's code as a call hands it over: a zip in the call itself, or an object in a bucket of the same region.
 *
 * Vendor pages "CreateFunction", "UpdateFunctionCode" and "Data Types" (Code).
 */

import { createHash } from "node:crypto";
import * as z from "zod";
import type { Platform } from "./actions/action.ts";
import { ApiRefusal, demand } from "./api-reply.ts";
import type { CodeObjects } from "./deployments.ts";
import { readZip, ZipError, type ZipFiles } from "./read-zip.ts";

export const codeFields = {
  ZipFile: z.string().optional(),
  CosBucketName: z.string().optional(),
  CosObjectName: z.string().optional(),
  CosBucketRegion: z.string().optional(),
};

export const codeSchema = z.strictObject(codeFields);

export type CodeSource = z.output<typeof codeSchema>;

export interface Code {
  readonly zip: Uint8Array;
  readonly sha256: string;
  readonly files: ZipFiles;
}

export interface CodeRequest {
  readonly source: CodeSource;
  readonly region: string;
  /** Of a zip that comes in the call. */
  readonly maxInlineBytes: number;
}

/** Page "Quota Limits": code of one function before compression. */
const maxUnpackedBytes = 500 * 1024 * 1024;

/** Throws `ApiRefusal`. */
export async function readCode({ settings }: Platform, request: CodeRequest): Promise<Code> {
  const { ZipFile, CosBucketName, CosObjectName } = request.source;
  const fromBucket = CosBucketName !== undefined || CosObjectName !== undefined;
  demand(ZipFile !== undefined || fromBucket, "MissingParameter.Code", "neither ZipFile nor an object is given");
  demand(ZipFile === undefined || !fromBucket, "InvalidParameterValue.Code", "ZipFile and an object are given");
  const zip =
    ZipFile === undefined ? await readObject(settings.objects, request) : readInline(ZipFile, request.maxInlineBytes);
  return { zip, sha256: createHash("sha256").update(zip).digest("hex"), files: readFiles(zip) };
}

function readInline(text: string, maxBytes: number): Uint8Array {
  const wellFormed = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  demand(wellFormed, "InvalidParameterValue.ZipFileBase64BinasciiError", "ZipFile is not base64");
  const zip = Buffer.from(text, "base64");
  demand(zip.length <= maxBytes, "InvalidParameterValue.Code", `ZipFile has ${zip.length} bytes of ${maxBytes}`);
  return zip;
}

async function readObject(objects: CodeObjects | null, { source, region }: CodeRequest): Promise<Uint8Array> {
  const { CosBucketName = "", CosObjectName = "", CosBucketRegion = region } = source;
  const bucket = objects?.buckets.find(({ name }) => name === CosBucketName || withoutAppId(name) === CosBucketName);
  const named = `CosBucketName ${CosBucketName}`;
  if (!objects || !bucket) throw new ApiRefusal("InvalidParameterValue.CosBucketName", `${named}: no such bucket`);
  const near = bucket.region === CosBucketRegion && bucket.region === region;
  demand(
    near,
    "InvalidParameterValue.CosBucketRegion",
    `${named} is in ${bucket.region}; the function is in ${region}`,
  );
  const found = await objects.storage.read(bucket.name, CosObjectName.replace(/^\//, ""));
  demand(found !== null, "InvalidParameterValue.CosObjectName", `there is no object ${CosObjectName}`);
  return found.bytes;
}

function withoutAppId(bucketName: string): string {
  return bucketName.replace(/-\d+$/, "");
}

function readFiles(zip: Uint8Array): ZipFiles {
  const files = filesOrError(zip);
  if (!(files instanceof ZipError)) return files;
  throw new ApiRefusal("InvalidParameterValue.ZipFile", `the code is no zip that can be read: ${files.message}`);
}

function filesOrError(zip: Uint8Array): ZipFiles | ZipError {
  try {
    return readZip(zip, maxUnpackedBytes);
  } catch (error) {
    // It throws nothing else.
    return error as ZipError;
  }
}
