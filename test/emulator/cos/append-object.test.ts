import { describe, expect, it } from "vitest";
import { type Ask, codeOf, createClient, type Send, storageKinds, textOf } from "./cos-client.ts";

function append(send: Send, position: string, ask: Ask = {}) {
  return send("POST", "/log", { ...ask, query: { append: "", position } });
}

describe.each(storageKinds)("appendObject() in $kind", ({ withStorage }) => {
  it("adds to the end and tells where the next block goes", () =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      const first = await append(send, "0", { body: "1234", headers: { "content-type": "text/plain" } });
      expect(first.status).toBe(200);
      expect(first.headers?.["x-cos-next-append-position"]).toBe("4");
      // echo -n 1234 | openssl sha1
      expect(first.headers?.["x-cos-content-sha1"]).toBe("7110eda4d09e062aa5e4a390b0a572ac0d2c0220");
      const second = await append(send, "4", { body: "56789", headers: { "content-type": "text/other" } });
      expect(second.headers?.["x-cos-next-append-position"]).toBe("9");
      expect(second.headers?.["x-cos-hash-crc64ecma"]).toBe("11051210869376104954");
      const read = await send("GET", "/log");
      expect(textOf(read)).toBe("123456789");
      expect(read.headers).toMatchObject({
        etag: second.headers?.["etag"],
        "content-type": "text/plain",
        "x-cos-object-type": "appendable",
        "x-cos-next-append-position": "9",
      });
    }));

  it("lets one of many win that append at 0 at once", () =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      const bodies = Array.from({ length: 20 }, (_, index) => `content ${index}`);
      const replies = await Promise.all(bodies.map((body) => append(send, "0", { body })));
      const winners = bodies.filter((_, index) => replies[index]?.status === 200);
      expect(replies.filter((reply) => codeOf(reply) === "PositionNotEqualToLength")).toHaveLength(19);
      expect([textOf(await send("GET", "/log"))]).toEqual(winners);
    }));
});

describe("appendObject()", () => {
  it.each(["0", "1", "3", "999999999999999"])("refuses position %s of an object of two bytes", async (position) => {
    const send = createClient();
    await append(send, "0", { body: "ab" });
    const reply = await append(send, position, { body: "cd" });
    expect([reply.status, codeOf(reply)]).toEqual([409, "PositionNotEqualToLength"]);
    expect(textOf(await send("GET", "/log"))).toBe("ab");
  });

  it("refuses to begin anywhere but at 0", async () => {
    const reply = await append(createClient(), "1", { body: "a" });
    expect([reply.status, codeOf(reply)]).toEqual([409, "PositionNotEqualToLength"]);
  });

  it("refuses an object that was not made by appending, even an empty one", async () => {
    const send = createClient();
    await send("PUT", "/log", { body: "" });
    const reply = await append(send, "0", { body: "a" });
    expect([reply.status, codeOf(reply)]).toEqual([409, "ObjectNotAppendable"]);
  });

  it("lets a PUT make a normal object of an appendable one", async () => {
    const send = createClient();
    await append(send, "0", { body: "ab" });
    await send("PUT", "/log", { body: "ab" });
    expect((await send("HEAD", "/log")).headers?.["x-cos-object-type"]).toBe("normal");
    expect(codeOf(await append(send, "2", { body: "c" }))).toBe("ObjectNotAppendable");
  });

  it("refuses a bucket with several zones, without a conflict that could be taken for a lost race", async () => {
    const reply = await append(createClient(), "0", { bucket: "zones", body: "a" });
    expect([reply.status, codeOf(reply)]).toEqual([405, "MethodNotAllowed"]);
  });

  it("works where versioning is enabled", async () => {
    const send = createClient();
    expect((await append(send, "0", { bucket: "enabled", body: "a" })).status).toBe(200);
    expect((await append(send, "0", { bucket: "enabled", body: "b" })).status).toBe(409);
  });

  it.each(["", "-1", "x", "1.5"])("refuses the position %j", async (position) => {
    const reply = await append(createClient(), position, { body: "a" });
    expect([reply.status, codeOf(reply)]).toEqual([400, "InvalidArgument"]);
  });

  it("refuses a request without a position", async () => {
    expect(codeOf(await createClient()("POST", "/log", { query: { append: "" } }))).toBe("InvalidArgument");
  });

  it("verifies Content-MD5", async () => {
    const headers = { "content-md5": "AAAAAAAAAAAAAAAAAAAAAA==" };
    expect(codeOf(await append(createClient(), "0", { body: "a", headers }))).toBe("BadDigest");
  });

  it("has an ETag that changes with every block and is no MD5 of the content", async () => {
    const send = createClient();
    const first = await append(send, "0", { body: "hello" });
    expect(first.headers?.["etag"]).toMatch(/^"[0-9a-f]{32}"$/);
    expect(first.headers?.["etag"]).not.toBe('"5d41402abc4b2a76b9719d911017c592"');
    const second = await append(send, "5", { body: "" });
    expect(second.headers?.["etag"]).not.toBe(first.headers?.["etag"]);
  });
});
