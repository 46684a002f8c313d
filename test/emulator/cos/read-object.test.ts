import { describe, expect, it } from "vitest";
import { codeOf, createClient, storageKinds, textOf } from "./cos-client.ts";

const helloTag = '"5d41402abc4b2a76b9719d911017c592"';

async function withHello() {
  const send = createClient();
  await send("PUT", "/a", { body: "hello" });
  return send;
}

describe.each(storageKinds)("getObject() and headObject() in $kind", ({ withStorage }) => {
  it("send back content and headers as they were given", () =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      const given = {
        "cache-control": "no-store",
        "content-disposition": "attachment",
        "content-encoding": "gzip",
        "content-language": "zh-CN",
        "content-type": "application/x-ndjson",
        expires: "Thu, 01 Jan 2026 00:00:00 GMT",
        "x-cos-meta-night": "2026-11-21",
        "x-cos-server-side-encryption": "AES256",
        "x-cos-storage-class": "STANDARD_IA",
      };
      const others = { authorization: "x", "content-length": "5", host: "h", "x-cos-sdk-retry": "true" };
      await send("PUT", "/a", { body: Buffer.from([0, 255, 13, 10, 128]), headers: { ...given, ...others } });
      const read = await send("GET", "/a");
      expect(read.status).toBe(200);
      expect(read.body).toEqual(Buffer.from([0, 255, 13, 10, 128]));
      expect(read.headers).toEqual({
        ...given,
        "accept-ranges": "bytes",
        // printf '\x00\xff\r\n\x80' | md5sum
        etag: '"99eb3ea29447db6011d3f5eb9d1ba147"',
        "last-modified": "Sat, 22 Nov 2025 08:26:40 GMT",
        "x-cos-hash-crc64ecma": expect.stringMatching(/^\d+$/),
        "x-cos-object-type": "normal",
      });
      const head = await send("HEAD", "/a");
      expect(head).toEqual({ status: 200, headers: { ...read.headers, "content-length": "5" } });
    }));

  it("know nothing of an object after DELETE, which succeeds twice", () =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      await send("PUT", "/a", { body: "hello" });
      expect(await send("DELETE", "/a")).toEqual({ status: 204 });
      expect(await send("DELETE", "/a")).toEqual({ status: 204 });
      const read = await send("GET", "/a");
      expect([read.status, codeOf(read)]).toEqual([404, "NoSuchKey"]);
      expect((await send("HEAD", "/a")).status).toBe(404);
    }));
});

describe("getObject()", () => {
  it("sends an empty header back not at all, and a type always", async () => {
    const send = createClient();
    await send("PUT", "/a", { body: "", headers: { "cache-control": "", "content-type": "" } });
    const { headers } = await send("GET", "/a");
    expect(headers).not.toHaveProperty("cache-control");
    expect(headers).toMatchObject({ "content-type": "application/octet-stream" });
  });

  it("sends a range with where it lies", async () => {
    const reply = await (await withHello())("GET", "/a", { headers: { range: "bytes=1-3" } });
    expect(reply.status).toBe(206);
    expect(textOf(reply)).toBe("ell");
    expect(reply.headers).toMatchObject({ "content-range": "bytes 1-3/5", etag: helloTag });
  });

  it("refuses a range beyond the end", async () => {
    const reply = await (await withHello())("GET", "/a", { headers: { range: "bytes=5-" } });
    expect([reply.status, codeOf(reply)]).toEqual([416, "InvalidRange"]);
  });

  it("replaces the headers that the link names", async () => {
    const query = {
      "response-content-disposition": 'attachment; filename="r.gz"',
      "response-content-type": "text/plain",
      "response-content-encoding": "",
    };
    const { headers } = await (await withHello())("GET", "/a", { query });
    expect(headers).toMatchObject({
      "content-disposition": 'attachment; filename="r.gz"',
      "content-type": "text/plain",
      "content-encoding": "",
    });
  });

  it.each(["a\r\nset-cookie: b", "报告"])("refuses to put %j into a header", async (value) => {
    const query = { "response-content-disposition": value };
    const reply = await (await withHello())("GET", "/a", { query });
    expect([reply.status, codeOf(reply)]).toEqual([400, "InvalidArgument"]);
  });

  it.each([
    ["if-match", helloTag, 200],
    ["if-match", "*", 200],
    ["if-match", '"other"', 412],
    ["if-none-match", '"other"', 200],
    ["if-none-match", helloTag, 304],
    ["if-none-match", `"other", ${helloTag.slice(1, -1)}`, 304],
  ])("answers %s: %s with %i, and so does HEAD", async (name, value, status) => {
    const send = await withHello();
    const read = await send("GET", "/a", { headers: { [name]: value } });
    const head = await send("HEAD", "/a", { headers: { [name]: value } });
    expect([read.status, head.status]).toEqual([status, status]);
    if (status === 304) expect(read.body).toBeUndefined();
  });
});
