import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError, ProtocolError, ServiceError, StoreError } from "../../../lib/core/errors.ts";
import { refused, type Step } from "./scripted-send.ts";
import { bytes, failureOf, never, neverVersioned, prepare } from "./scripted-store.ts";

const md5Base64 = "XUFAKrxLKna5cZ2REBfFkg==";

const versioned: Step = {
  status: 200,
  body: "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
};
const hello: Step = { status: 200, body: "hello" };
const other: Step = { status: 200, body: "other" };
const absent = refused(404, "NoSuchKey");

describe("createCosStore(), claiming", () => {
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
