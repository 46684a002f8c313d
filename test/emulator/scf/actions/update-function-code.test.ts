import { createHash, randomBytes } from "node:crypto";
import COS from "cos-nodejs-sdk-v5";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { createCos } from "../../../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../../../emulator/cos/memory-storage.ts";
import { credential, noon } from "../../small-world.ts";
import { base64, nightFunction, openWithFunction, zipOf } from "../open-deployments.ts";

const later = zipOf({ "index.js": "exports.main_handler = () => 2;\n", "later.js": "" });
const bucket = { name: "code-1250000000", region: "ap-chongqing", versioning: "never", multiAz: false } as const;

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A platform beside a bucket that holds the code. */
async function openWithBucket(region: string = bucket.region) {
  const storage = createMemoryStorage();
  const buckets = [{ ...bucket, region }];
  const record = { size: later.length, etag: '"e"', crc64: "0", modifiedAt: noon, appendable: false, headers: {} };
  await storage.write(bucket.name, "nights/code.zip", { record, bytes: Buffer.from(later) });
  return openWithFunction({ objects: { buckets, storage } });
}

describe("UpdateFunctionCode", () => {
  it("puts other code in the place of the one before, and is Updating for a while", async () => {
    const { client, clock } = await openWithFunction({ stateMs: { updating: 500 } });
    const before = await client.GetFunctionAddress({ FunctionName: "night" });
    const asked = { FunctionName: "night", ZipFile: base64(later), Handler: "later.main_handler" };
    expect(await client.UpdateFunctionCode(asked)).toEqual({ RequestId: expect.any(String) });
    expect((await client.GetFunction({ FunctionName: "night" })).Status).toBe("Updating");
    clock.now += 500;
    const { CodeSha256, Url } = await client.GetFunctionAddress({ FunctionName: "night" });
    expect(CodeSha256).toBe(sha256(later));
    expect(Url).toContain(".invalid/");
    expect(before.CodeSha256).not.toBe(CodeSha256);
    expect(await client.GetFunction({ FunctionName: "night" })).toMatchObject({
      Status: "Active",
      Handler: "later.main_handler",
      CodeSize: later.length,
    });
  });

  it.each([["code"], ["code-1250000000"]])("takes the code from the bucket %s", async (CosBucketName) => {
    const { client, pass } = await openWithBucket();
    const Code = { CosBucketName, CosObjectName: "/nights/code.zip", CosBucketRegion: "ap-chongqing" };
    await client.UpdateFunctionCode({ FunctionName: "night", Code });
    pass();
    expect((await client.GetFunctionAddress({ FunctionName: "night" })).CodeSha256).toBe(sha256(later));
  });

  it("takes the object's name without a slash too, and the bucket's region for the function's", async () => {
    const { client, pass } = await openWithBucket();
    const object = { CosBucketName: "code", CosObjectName: "nights/code.zip" };
    await client.UpdateFunctionCode({ FunctionName: "night", CodeSource: "Cos", ...object });
    pass();
    expect((await client.GetFunctionAddress({ FunctionName: "night" })).CodeSha256).toBe(sha256(later));
  });

  it.each([
    [{ CosBucketName: "other", CosObjectName: "nights/code.zip" }, "InvalidParameterValue.CosBucketName"],
    [{ CosObjectName: "nights/code.zip" }, "InvalidParameterValue.CosBucketName"],
    [{ CosBucketName: "code", CosObjectName: "nights/other.zip" }, "InvalidParameterValue.CosObjectName"],
    [
      { CosBucketName: "code", CosObjectName: "nights/code.zip", CosBucketRegion: "ap-beijing" },
      "InvalidParameterValue.CosBucketRegion",
    ],
  ])("refuses %o", async (object, code) => {
    const { client } = await openWithBucket();
    await expect(client.UpdateFunctionCode({ FunctionName: "night", ...object })).rejects.toMatchObject({ code });
    expect((await client.GetFunction({ FunctionName: "night" })).Status).toBe("Active");
  });

  it("refuses a bucket of another region", async () => {
    const { client } = await openWithBucket("ap-beijing");
    const object = { CosBucketName: "code", CosObjectName: "nights/code.zip", CosBucketRegion: "ap-beijing" };
    await expect(client.UpdateFunctionCode({ FunctionName: "night", ...object })).rejects.toMatchObject({
      code: "InvalidParameterValue.CosBucketRegion",
    });
  });

  it("reads what a client has put into the emulator's own object storage", async () => {
    const storage = createMemoryStorage();
    const cos = createCos({ buckets: [bucket], storage, now: Date.now });
    const parts = { emulator: { cos, now: Date.now }, objects: { buckets: [bucket], storage } };
    const { client, emulator, pass } = await openWithFunction(parts);
    const place = { Bucket: bucket.name, Region: bucket.region, Key: "code.zip" };
    const { secretId: SecretId, secretKey: SecretKey } = credential;
    const Ip = `127.0.0.1:${emulator.port}`;
    const cosClient = new COS({ SecretId, SecretKey, Ip, Protocol: "http:", AutoSwitchHost: false } as COS.COSOptions);
    await cosClient.putObject({ ...place, Body: Buffer.from(later) });
    await client.UpdateFunctionCode({ FunctionName: "night", CosBucketName: "code", CosObjectName: "/code.zip" });
    pass();
    expect((await client.GetFunctionAddress({ FunctionName: "night" })).CodeSha256).toBe(sha256(later));
  });

  it.each([
    [{ FunctionName: "day", ZipFile: base64(later) }, "ResourceNotFound.Function"],
    [{ FunctionName: "night", Namespace: "nowhere", ZipFile: base64(later) }, "ResourceNotFound.Namespace"],
    [{ FunctionName: "night" }, "MissingParameter.Code"],
    [{ FunctionName: "night", ZipFile: "", Code: { ZipFile: "" } }, "InvalidParameterValue.Code"],
    [{ FunctionName: "night", ZipFile: base64(zipOf({ "main.js": "" })) }, "InvalidParameterValue.Handler"],
    [{ FunctionName: "night", ZipFile: base64(later), Handler: "no.such" }, "InvalidParameterValue.Handler"],
    [{ FunctionName: "night", EnvId: "e" }, "UnsupportedOperation"],
  ])("refuses what cannot be done (%#)", async (asked, code) => {
    const { client } = await openWithFunction();
    await expect(client.UpdateFunctionCode(asked)).rejects.toMatchObject({ code });
  });

  it("takes less code in a call than CreateFunction does", async () => {
    const zip = zipSync({ "index.js": new Uint8Array(randomBytes(21 * 1024 * 1024)) }, { level: 0 });
    const Code = { ZipFile: base64(zip) };
    const { client, pass } = await openWithFunction({ scf: { maxRequestBytes: 100 * 1024 * 1024 } });
    await client.CreateFunction(nightFunction({ FunctionName: "day", Code }));
    pass();
    await expect(client.UpdateFunctionCode({ FunctionName: "day", Code })).rejects.toMatchObject({
      code: "InvalidParameterValue.Code",
    });
  });
});
