import { describe, expect, it } from "vitest";
import { createCosStore } from "../../../lib/adapters/cos/cos-store.ts";
import { NetworkError, ProtocolError, ServiceError, StoreError } from "../../../lib/core/errors.ts";
import { answer, loadSigning, prepare as prepareSender } from "../tencent/scripted-sender.ts";
import { refused, type Step } from "./scripted-send.ts";
import { bytes, failureOf, never, prepare } from "./scripted-store.ts";

/** Of "hello", by `openssl md5`. */
const md5Hex = "5d41402abc4b2a76b9719d911017c592";
const md5Base64 = "XUFAKrxLKna5cZ2REBfFkg==";

const hello: Step = { status: 200, body: "hello" };
const absent = refused(404, "NoSuchKey");

describe("createCosStore()", () => {
  it("tells bucket and prefix", () => {
    expect(prepare([]).store.location).toBe("cos://audit-1250000000/audits");
    expect(prepare([], "").store.location).toBe("cos://audit-1250000000");
  });

  it("refuses a prefix that no key can have", () => {
    expect(() => prepare([], "audits/")).toThrow(StoreError);
    expect(() => prepare([], "../x")).toThrow(StoreError);
  });

  it("asks the bucket's own host for objects below the prefix", async () => {
    const { store, requests } = prepare([hello]);
    await store.get("v1/a.json", never);
    const host = "audit-1250000000.cos.ap-chongqing.myqcloud.com";
    expect(requests).toEqual([
      { method: "GET", host, path: "/audits/v1/a.json", query: {}, maxAnswerBytes: 256 << 20 },
    ]);
  });

  it("asks for the key itself without a prefix", async () => {
    const { store, requests } = prepare([hello], "");
    await store.get("a", never);
    expect(requests[0]?.path).toBe("/a");
  });

  describe("get()", () => {
    it("takes only the service's own word for an absent object", async () => {
      await expect(prepare([absent]).store.get("a", never)).resolves.toBeNull();
      const page = prepare([{ status: 404, body: "<html>not found</html>" }]);
      expect(await failureOf(page.store.get("a", never))).toMatchObject({ code: "SERVICE", serviceCode: "HTTP 404" });
    });

    it("says that there is no such bucket", async () => {
      const error = await failureOf(prepare([refused(404, "NoSuchBucket")]).store.get("a", never));
      expect(error).toBeInstanceOf(StoreError);
      expect(error.message).toContain("audit-1250000000.cos.ap-chongqing.myqcloud.com: there is no such bucket");
      expect(error.cause).toBeInstanceOf(ServiceError);
    });

    it("passes on what went wrong on the way", async () => {
      const broken = new NetworkError("reset");
      await expect(prepare([broken]).store.get("a", never)).rejects.toBe(broken);
    });

    it("calls an object damaged whose bytes do not match their checksum, and names it", async () => {
      const headers = { "x-cos-hash-crc64ecma": "11051210869376104954" };
      const whole = prepare([{ status: 200, body: "123456789", headers }]);
      expect(Buffer.from((await whole.store.get("a", never)) ?? "").toString()).toBe("123456789");
      const damaged = prepare([{ status: 200, body: "123456780", headers }]);
      const error = await failureOf(damaged.store.get("a", never));
      expect(error).toBeInstanceOf(StoreError);
      expect(error.message).toBe(
        "Cannot read cos://audit-1250000000/audits/a: the 9 bytes that came do not match their CRC-64",
      );
      expect(error.cause).toMatchObject({ code: "PROTOCOL", requestId: "id-1" });
    });

    it("asks for it again before: what was damaged on the way arrives whole", async () => {
      await loadSigning();
      const headers = { "x-cos-hash-crc64ecma": "11051210869376104954" };
      const broken = answer(200, "123456780", headers);
      const storeOver = ({ send }: ReturnType<typeof prepareSender>) =>
        createCosStore({ send, bucket: "audit-1250000000", region: "ap-chongqing", prefix: "" });
      const passing = prepareSender([broken, broken, answer(200, "123456789", headers)]);
      expect(Buffer.from((await storeOver(passing).get("a", never)) ?? "").toString()).toBe("123456789");
      const lasting = prepareSender([broken]);
      await expect(storeOver(lasting).get("a", never)).rejects.toBeInstanceOf(StoreError);
      expect([passing.sent.length, lasting.sent.length]).toEqual([3, 3]);
    });
  });

  describe("put()", () => {
    it("sends the bytes with their MD5", async () => {
      const { store, requests } = prepare([{ status: 200 }]);
      await store.put("a", bytes, never);
      expect(requests[0]).toMatchObject({ method: "PUT", path: "/audits/a", query: {}, body: bytes });
      expect(requests[0]?.headers).toEqual({ "content-md5": md5Base64 });
    });

    it.each([
      ["the right ETag", { etag: `"${md5Hex}"` }],
      ["the right ETag in capitals, without quotes", { etag: md5Hex.toUpperCase() }],
      [
        "the right CRC-64, whatever the ETag",
        { "x-cos-hash-crc64ecma": "11177612005948864433", etag: `"${"0".repeat(32)}"` },
      ],
      ["an ETag that is no MD5", { etag: '"abc-2"' }],
    ])("takes an answer with %s", async (_, headers) => {
      await expect(prepare([{ status: 200, headers }]).store.put("a", bytes, never)).resolves.toBeUndefined();
    });

    it("does not take an answer with neither for object storage's", async () => {
      const page = { status: 200, headers: { "content-type": "text/html" }, body: "<html>Please sign in</html>" };
      const error = await failureOf(prepare([page]).store.put("a", bytes, never));
      expect(error).toBeInstanceOf(ProtocolError);
      expect(error).toMatchObject({ foreign: true, requestId: "id-1" });
      expect((await failureOf(prepare([page]).store.get("a", never))).message).toContain("not object storage's");
    });

    it.each([
      ["ETag", { etag: `"${"0".repeat(32)}"` }],
      ["CRC-64", { "x-cos-hash-crc64ecma": "1", etag: `"${md5Hex}"` }],
    ])("refuses an answer with another %s", async (what, headers) => {
      const error = await failureOf(prepare([{ status: 200, headers }]).store.put("a", bytes, never));
      expect(error).toBeInstanceOf(StoreError);
      expect(error.message).toContain(
        `Cannot store audits/a: the service reports a ${what} that is not that of the 5 bytes`,
      );
    });
  });
});
