import { describe, expect, it } from "vitest";
import { createCosStore } from "../../../lib/adapters/cos/cos-store.ts";
import { DeadlineError, NetworkError, ProtocolError, ServiceError, StoreError } from "../../../lib/core/errors.ts";
import { refused, type Step, scriptedSend } from "./scripted-send.ts";

const never = new AbortController().signal;
const bytes = Buffer.from("hello");
/** Of "hello", by `openssl md5`. */
const md5Hex = "5d41402abc4b2a76b9719d911017c592";
const md5Base64 = "XUFAKrxLKna5cZ2REBfFkg==";

const neverVersioned: Step = { status: 200, body: "<VersioningConfiguration/>" };
const versioned: Step = {
  status: 200,
  body: "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
};
const hello: Step = { status: 200, body: "hello" };
const other: Step = { status: 200, body: "other" };
const absent = refused(404, "NoSuchKey");

function prepare(script: readonly Step[], prefix = "audits") {
  const { send, requests } = scriptedSend(...script);
  const store = createCosStore({ send, bucket: "audit-1250000000", region: "ap-chongqing", prefix });
  return { store, requests, asked: () => requests.map(({ method, path, query }) => ({ method, path, query })) };
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    (value) => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (reason: Error) => reason,
  );
}

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
    expect(requests).toEqual([
      { method: "GET", host: "audit-1250000000.cos.ap-chongqing.myqcloud.com", path: "/audits/v1/a.json", query: {} },
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

    it("refuses bytes that do not match their checksum, so that they are asked for again", async () => {
      const headers = { "x-cos-hash-crc64ecma": "11051210869376104954" };
      const whole = prepare([{ status: 200, body: "123456789", headers }]);
      expect(Buffer.from((await whole.store.get("a", never)) ?? "").toString()).toBe("123456789");
      const damaged = prepare([{ status: 200, body: "123456780", headers }]);
      const error = await failureOf(damaged.store.get("a", never));
      expect(error).toBeInstanceOf(ProtocolError);
      expect(error).toMatchObject({ requestId: "id-1" });
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
      ["neither", {}],
    ])("takes an answer with %s", async (_, headers) => {
      await expect(prepare([{ status: 200, headers }]).store.put("a", bytes, never)).resolves.toBeUndefined();
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

  describe("claim()", () => {
    it("forbids overwriting where versioning never was, and asks about versioning once", async () => {
      const { store, asked, requests } = prepare([neverVersioned, { status: 200 }, { status: 200 }]);
      await expect(store.claim("a", bytes, never)).resolves.toEqual({ won: true });
      await store.claim("b", bytes, never);
      expect(asked()).toEqual([
        { method: "GET", path: "/", query: { versioning: "" } },
        { method: "PUT", path: "/audits/a", query: {} },
        { method: "PUT", path: "/audits/b", query: {} },
      ]);
      expect(requests[1]?.headers).toEqual({ "x-cos-forbid-overwrite": "true", "content-md5": md5Base64 });
    });

    it.each<readonly [string, Step]>([
      ["is suspended", versioned],
      [
        "is on",
        {
          status: 200,
          body: "<?xml version='1.0'?>\n<VersioningConfiguration>\n <Status>Enabled</Status>\n</VersioningConfiguration>",
        },
      ],
      ["may not be asked about", refused(403, "AccessDenied")],
    ])("appends at position 0 where versioning %s", async (_, versioning) => {
      const { store, asked, requests } = prepare([versioning, { status: 200 }]);
      await expect(store.claim("a", bytes, never)).resolves.toEqual({ won: true });
      expect(asked()[1]).toEqual({ method: "POST", path: "/audits/a", query: { append: "", position: "0" } });
      expect(requests[1]?.headers).toEqual({ "content-md5": md5Base64 });
    });

    it.each([
      ["<VersioningConfiguration></VersioningConfiguration>"],
      [
        '<?xml version="1.0"?><VersioningConfiguration xmlns="http://www.qcloud.com/document/product/436/7751">\n</VersioningConfiguration>\n',
      ],
    ])("takes %j for never versioned", async (body) => {
      const { store, asked } = prepare([{ status: 200, body }, { status: 200 }]);
      await store.claim("a", bytes, never);
      expect(asked()[1]?.method).toBe("PUT");
    });

    it.each(["", "<html>hello</html>", "<VersioningConfiguration>", "<VersioningConfiguration><Sta"])(
      "claims nothing while the answer about versioning is %j",
      async (body) => {
        const { store, requests } = prepare([{ status: 200, body }, neverVersioned, { status: 200 }]);
        expect(await failureOf(store.claim("a", bytes, never))).toBeInstanceOf(ProtocolError);
        expect(requests).toHaveLength(1);
        await expect(store.claim("a", bytes, never)).resolves.toEqual({ won: true });
      },
    );

    it("does not take wrong credentials for a missing permission", async () => {
      const { store, requests } = prepare([refused(403, "SignatureDoesNotMatch")]);
      expect(await failureOf(store.claim("a", bytes, never))).toMatchObject({ serviceCode: "SignatureDoesNotMatch" });
      expect(requests).toHaveLength(1);
    });

    it.each<readonly [string, Step, Step]>([
      ["forbids overwriting", neverVersioned, refused(409, "FileAlreadyExists")],
      ["finds content", versioned, refused(409, "PositionNotEqualToLength")],
      ["finds an object that was put", versioned, refused(409, "ObjectNotAppendable")],
    ])("looks who won when the service %s", async (_, versioning, conflict) => {
      const lost = await prepare([versioning, conflict, other]).store.claim("a", bytes, never);
      expect(lost).toEqual({ won: false, winner: Buffer.from("other") });
      await expect(prepare([versioning, conflict, hello]).store.claim("a", bytes, never)).resolves.toEqual({
        won: true,
      });
    });

    it.each<readonly [string, Step]>([
      ["the connection broke", new NetworkError("reset")],
      ["time ran out", new DeadlineError("too late")],
      ["the service failed", refused(500, "InternalError")],
    ])("looks who won when %s, and fails the same way if nobody did", async (_, failure) => {
      await expect(prepare([neverVersioned, failure, hello]).store.claim("a", bytes, never)).resolves.toEqual({
        won: true,
      });
      await expect(prepare([neverVersioned, failure, other]).store.claim("a", bytes, never)).resolves.toMatchObject({
        won: false,
      });
      const nobody = await failureOf(prepare([neverVersioned, failure, absent]).store.claim("a", bytes, never));
      expect(nobody.message).toBe(failure instanceof Error ? failure.message : nobody.message);
      expect(nobody).not.toMatchObject({ serviceCode: "NoSuchKey" });
    });

    it("looks who won when the connection broke while appending", async () => {
      const { store } = prepare([versioned, new NetworkError("reset"), hello]);
      await expect(store.claim("a", bytes, never)).resolves.toEqual({ won: true });
    });

    it.each<readonly [string, Step]>([
      ["a refusal", refused(403, "AccessDenied")],
      ["damage", { status: 200, headers: { "x-cos-hash-crc64ecma": "1" } }],
      ["an abort", new Error("aborted")],
    ])("does not look after %s", async (_, failure) => {
      const { store, requests } = prepare([neverVersioned, failure, hello]);
      await failureOf(store.claim("a", bytes, never));
      expect(requests).toHaveLength(2);
    });

    it.each<readonly [string, Step, RegExp]>([
      ["has versioning", versioned, /it has or had versioning, under which x-cos-forbid-overwrite has no effect/],
      ["does not tell", refused(403, "AccessDenied"), /permission cos:GetBucketVersioning/],
    ])("says what to do when the bucket %s and refuses to append", async (_, versioning, why) => {
      for (const refusal of [refused(405, "MethodNotAllowed"), refused(403, "AccessDenied")]) {
        const error = await failureOf(prepare([versioning, refusal]).store.claim("a", bytes, never));
        expect(error).toBeInstanceOf(StoreError);
        expect(error.message).toMatch(why);
        expect(error.message).toContain("Cannot claim cos://audit-1250000000/audits: audits/a");
        expect(error.message).toContain("Multi-AZ buckets take no APPEND");
        expect(error.cause).toBeInstanceOf(ServiceError);
      }
    });
  });
});
