import { describe, expect, it } from "vitest";
import { codeOf, createClient, storageKinds, textOf } from "./cos-client.ts";

// echo -n 'hello' | openssl md5 -binary | base64
const helloMd5 = "XUFAKrxLKna5cZ2REBfFkg==";
const forbid = { "x-cos-forbid-overwrite": "true" };

describe("putObject()", () => {
  it("answers with the quoted MD5 as ETag and the CRC64 in decimal", async () => {
    const send = createClient();
    expect(await send("PUT", "/a", { body: "123456789" })).toEqual({
      status: 200,
      // 0x995dc9bbdf1939fa, the published check value.
      headers: { etag: '"25f9e794323b453885f5181f1b624d0b"', "x-cos-hash-crc64ecma": "11051210869376104954" },
    });
  });

  it("takes a body whose Content-MD5 is right", async () => {
    const send = createClient();
    const headers = { "content-md5": helloMd5 };
    expect((await send("PUT", "/a", { body: "hello", headers })).status).toBe(200);
  });

  it.each([
    ["BadDigest", helloMd5, "hellp"],
    ["InvalidDigest", "5d41402abc4b2a76b9719d911017c592", "hello"],
    ["InvalidDigest", "", "hello"],
    ["InvalidDigest", helloMd5.slice(0, -2), "hello"],
  ])("refuses with %s the Content-MD5 %j of %s, and stores nothing", async (code, contentMd5, body) => {
    const send = createClient();
    const reply = await send("PUT", "/a", { body, headers: { "content-md5": contentMd5 } });
    expect(reply.status).toBe(400);
    expect(codeOf(reply)).toBe(code);
    expect((await send("HEAD", "/a")).status).toBe(404);
  });

  it("overwrites unless it is forbidden to", async () => {
    const send = createClient();
    expect((await send("PUT", "/a", { body: "one", headers: forbid })).status).toBe(200);
    const refused = await send("PUT", "/a", { body: "two", headers: forbid });
    expect([refused.status, codeOf(refused)]).toEqual([409, "FileAlreadyExists"]);
    expect(textOf(await send("GET", "/a"))).toBe("one");
    await send("PUT", "/a", { body: "three", headers: { "x-cos-forbid-overwrite": "false" } });
    expect(textOf(await send("GET", "/a"))).toBe("three");
  });

  it.each(["enabled", "suspended"])("overwrites all the same where versioning is %s", async (bucket) => {
    const send = createClient();
    await send("PUT", "/a", { bucket, body: "one", headers: forbid });
    expect((await send("PUT", "/a", { bucket, body: "two", headers: forbid })).status).toBe(200);
    expect(textOf(await send("GET", "/a", { bucket }))).toBe("two");
  });

  it.each(storageKinds)("lets one of many win that forbid overwriting at once, in $kind", ({ withStorage }) =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      const bodies = Array.from({ length: 20 }, (_, index) => `content ${index}`);
      const replies = await Promise.all(bodies.map((body) => send("PUT", "/a", { body, headers: forbid })));
      const winners = bodies.filter((_, index) => replies[index]?.status === 200);
      expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
      expect([textOf(await send("GET", "/a"))]).toEqual(winners);
    }),
  );

  it.each(storageKinds)("leaves one whole content of many writers, in $kind", ({ withStorage }) =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      const bodies = ["a", "bb", "ccc"].map((text) => text.repeat(50_000));
      const replies = await Promise.all(bodies.map((body) => send("PUT", "/a", { body })));
      const read = await send("GET", "/a");
      const winner = bodies.indexOf(textOf(read));
      expect(read.headers?.["etag"]).toBe(replies[winner]?.headers?.["etag"]);
    }),
  );

  it("does not pass a copy for an empty object", async () => {
    const send = createClient();
    const reply = await send("PUT", "/a", { headers: { "x-cos-copy-source": "other/key" } });
    expect([reply.status, codeOf(reply)]).toEqual([501, "NotImplemented"]);
  });
});
