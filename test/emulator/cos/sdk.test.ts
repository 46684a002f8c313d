import { createHash } from "node:crypto";
import { get, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import COS from "cos-nodejs-sdk-v5";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCos } from "../../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../../emulator/cos/memory-storage.ts";
import { type Emulator, startEmulator } from "../../../emulator/server.ts";
import { buckets } from "./cos-client.ts";

const credential = { secretId: "AKIDemulated", secretKey: "key-of-the-emulator" };
const Region = "ap-chongqing";
const plain = { Bucket: "plain-1250000000", Region };

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({
    world: { buckets: [] },
    credentials: [credential],
    cos: createCos({ buckets, storage: createMemoryStorage(), now: Date.now }),
  });
});

afterAll(() => emulator.close());

function client(options: COS.COSOptions = {}): COS {
  const { secretId: SecretId, secretKey: SecretKey } = credential;
  const Ip = `127.0.0.1:${emulator.port}`;
  return new COS({ SecretId, SecretKey, Ip, Protocol: "http:", AutoSwitchHost: false, ...options } as COS.COSOptions);
}

/** `SkipTask` is missing from the client's types. */
function put(cos: COS, Key: string, Body: Buffer | string, more: Readonly<Record<string, unknown>> = {}) {
  return cos.putObject({ ...plain, Key, Body, SkipTask: true, ...more } as COS.PutObjectParams);
}

describe("cos-nodejs-sdk-v5 against the emulator: objects", () => {
  it("puts an object and gets it back, with its headers and metadata", async () => {
    const cos = client();
    const Body = Buffer.from([0, 1, 254, 255, 10]);
    const Headers = { "x-cos-meta-night": "2026-11-21" };
    const written = await put(cos, "a/报告 +&.bin", Body, {
      ContentType: "text/x-test",
      ContentEncoding: "br",
      Headers,
    });
    expect(written.statusCode).toBe(200);
    expect(written.ETag).toBe(`"${createHash("md5").update(Body).digest("hex")}"`);
    const read = await cos.getObject({ ...plain, Key: "a/报告 +&.bin" });
    expect(read.Body).toEqual(Body);
    expect(read.ETag).toBe(written.ETag);
    expect(read.headers).toMatchObject({
      "content-type": "text/x-test",
      "content-encoding": "br",
      "x-cos-meta-night": "2026-11-21",
      "x-cos-hash-crc64ecma": written.headers?.["x-cos-hash-crc64ecma"],
    });
  });

  it("gets a range", async () => {
    const cos = client();
    await put(cos, "range", "0123456789");
    const read = await cos.getObject({ ...plain, Key: "range", Range: "bytes=3-5" });
    expect([read.statusCode, String(read.Body)]).toEqual([206, "345"]);
    expect(read.headers?.["content-range"]).toBe("bytes 3-5/10");
    const beyond = cos.getObject({ ...plain, Key: "range", Range: "bytes=10-" });
    await expect(beyond).rejects.toMatchObject({ code: "InvalidRange", statusCode: 416 });
  });

  it("heads an object: its length without its body", async () => {
    const cos = client();
    await put(cos, "head", "0123456789");
    const { headers } = await cos.headObject({ ...plain, Key: "head" });
    expect(headers).toMatchObject({ "content-length": "10", "x-cos-object-type": "normal" });
    await expect(cos.headObject({ ...plain, Key: "absent" })).rejects.toMatchObject({ statusCode: 404 });
  });

  it("reads code, message, resource and request id of an error", async () => {
    const failed: unknown = await client()
      .getObject({ ...plain, Key: "absent" })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: "NoSuchKey",
      statusCode: 404,
      message: "The specified key does not exist.",
      error: { Resource: "plain-1250000000.cos.ap-chongqing.myqcloud.com/absent" },
    });
    const { error, headers } = failed as { error: { RequestId: string }; headers: Record<string, string> };
    expect(error.RequestId).not.toBe("");
    expect(error.RequestId).toBe(headers["x-cos-request-id"]);
  });

  it("deletes an object", async () => {
    const cos = client();
    await put(cos, "gone", "x");
    expect((await cos.deleteObject({ ...plain, Key: "gone" })).statusCode).toBe(204);
    await expect(cos.headObject({ ...plain, Key: "gone" })).rejects.toMatchObject({ statusCode: 404 });
  });

  it("forbids overwriting", async () => {
    const cos = client();
    const Headers = { "x-cos-forbid-overwrite": "true" };
    await put(cos, "once", "one", { Headers: { ...Headers } });
    const second = put(cos, "once", "two", { Headers: { ...Headers } });
    await expect(second).rejects.toMatchObject({ code: "FileAlreadyExists", statusCode: 409 });
    expect(String((await cos.getObject({ ...plain, Key: "once" })).Body)).toBe("one");
  });

  it("sends the MD5 of a body, and is refused when it is another's", async () => {
    const cos = client({ UploadCheckContentMd5: true });
    expect((await put(cos, "md5", "hello")).statusCode).toBe(200);
    const wrong = put(client(), "md5", "hellp", { ContentMD5: "XUFAKrxLKna5cZ2REBfFkg==" });
    await expect(wrong).rejects.toMatchObject({ code: "BadDigest", statusCode: 400 });
  });

  it("appends at the end only", async () => {
    const cos = client();
    const append = (Position: number, Body: string) => cos.appendObject({ ...plain, Key: "log", Position, Body });
    expect((await append(0, "12345")).headers?.["x-cos-next-append-position"]).toBe("5");
    await expect(append(0, "other")).rejects.toMatchObject({ code: "PositionNotEqualToLength", statusCode: 409 });
    const second = await append(5, "6789");
    expect(second.headers?.["x-cos-hash-crc64ecma"]).toBe("11051210869376104954");
    expect(String((await cos.getObject({ ...plain, Key: "log" })).Body)).toBe("123456789");
    const zones = { Bucket: "zones-1250000000", Region, Key: "log", Position: 0, Body: "x" };
    await expect(cos.appendObject(zones)).rejects.toMatchObject({ statusCode: 405 });
  });
});

describe("cos-nodejs-sdk-v5 against the emulator: buckets", () => {
  it("lists by prefix and delimiter, page by page", async () => {
    const cos = client();
    for (const key of ["l/a&b", "l/d/1", "l/d/2", "l/z"]) await put(cos, key, key);
    const first = await cos.getBucket({ ...plain, Prefix: "l/", Delimiter: "/", MaxKeys: 2 });
    expect(first.Contents.map(({ Key, Size }) => [Key, Size])).toEqual([["l/a&b", "5"]]);
    expect(first.Contents[0]?.ETag).toBe(`"${createHash("md5").update("l/a&b").digest("hex")}"`);
    expect(first.CommonPrefixes).toEqual([{ Prefix: "l/d/" }]);
    expect([first.IsTruncated, first.NextMarker]).toEqual(["true", "l/d/"]);
    const rest = await cos.getBucket({ ...plain, Prefix: "l/", Delimiter: "/", Marker: first.NextMarker ?? "" });
    expect([rest.IsTruncated, rest.Contents.map(({ Key }) => Key), rest.CommonPrefixes]).toEqual([
      "false",
      ["l/z"],
      [],
    ]);
  });

  it("learns of a bucket's versioning", async () => {
    const cos = client();
    const versioning = async (Bucket: string) =>
      (await cos.getBucketVersioning({ Bucket, Region })).VersioningConfiguration;
    expect(await versioning("plain-1250000000")).toEqual({});
    expect(await versioning("enabled-1250000000")).toEqual({ Status: "Enabled" });
    expect(await versioning("suspended-1250000000")).toEqual({ Status: "Suspended" });
  });

  it("heads a bucket", async () => {
    const cos = client();
    expect((await cos.headBucket(plain)).statusCode).toBe(200);
    await expect(cos.headBucket({ Bucket: "absent-1250000000", Region })).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe("cos-nodejs-sdk-v5 against the emulator: multipart uploads", () => {
  it("uploads parts, lists them and completes", async () => {
    const cos = client({ UploadCheckContentMd5: true });
    const target = { ...plain, Key: "big" };
    const { UploadId } = await cos.multipartInit({ ...target, ContentType: "text/plain" });
    const bodies = [Buffer.alloc(1024 * 1024, "a"), Buffer.from("tail")];
    const Parts: COS.Part[] = [];
    for (const [index, Body] of bodies.entries()) {
      const { ETag } = await cos.multipartUpload({ ...target, UploadId, PartNumber: index + 1, Body });
      Parts.push({ PartNumber: index + 1, ETag });
    }
    const listed = await cos.multipartListPart({ ...target, UploadId });
    expect(listed.Part.map(({ PartNumber, ETag }) => ({ PartNumber: Number(PartNumber), ETag }))).toEqual(Parts);
    const completed = await cos.multipartComplete({ ...target, UploadId, Parts });
    const read = await cos.getObject(target);
    expect(read.ETag).toBe(completed.ETag);
    expect(read.Body).toEqual(Buffer.concat(bodies));
    expect(read.headers?.["content-type"]).toBe("text/plain");
  });

  it("aborts", async () => {
    const cos = client();
    const target = { ...plain, Key: "aborted" };
    const { UploadId } = await cos.multipartInit(target);
    expect((await cos.multipartAbort({ ...target, UploadId })).statusCode).toBe(204);
    const part = cos.multipartUpload({ ...target, UploadId, PartNumber: 1, Body: "x" });
    await expect(part).rejects.toMatchObject({ code: "NoSuchUpload", statusCode: 404 });
  });
});

describe("cos-nodejs-sdk-v5 against the emulator: presigned links", () => {
  function linkTo(Key: string, Query: Readonly<Record<string, string>>): string {
    return client().getObjectUrl({ ...plain, Key, Sign: true, Expires: 60, Query }, () => {});
  }

  function open(link: string): Promise<IncomingMessage> {
    const { host, pathname, search } = new URL(link);
    const target = { host: "127.0.0.1", port: emulator.port, path: pathname + search, headers: { Host: host } };
    return new Promise((resolve, reject) => {
      get(target, resolve).on("error", reject);
    });
  }

  it("opens one, under the file name that it carries", async () => {
    await put(client(), "r/报告.gz", "content");
    const disposition = 'attachment; filename="report.gz"';
    const response = await open(linkTo("r/报告.gz", { "response-content-disposition": disposition }));
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-disposition"]).toBe(disposition);
    expect(String(await buffer(response))).toBe("content");
  });

  it("refuses one that was changed", async () => {
    await put(client(), "r/a", "content");
    const response = await open(linkTo("r/b", {}).replace("/r/b?", "/r/a?"));
    expect(response.statusCode).toBe(403);
    expect(String(await buffer(response))).toContain("<Code>SignatureDoesNotMatch</Code>");
  });
});
