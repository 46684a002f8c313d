import { describe, expect, it } from "vitest";
import { codeOf, createClient, type Send, storageKinds, textOf, valuesOf } from "./cos-client.ts";

const mebibyte = Buffer.alloc(1024 * 1024, "x");

async function initiate(send: Send, key = "/big", headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const reply = await send("POST", key, { query: { uploads: "" }, headers });
  return valuesOf(reply, "UploadId")[0] ?? "";
}

async function upload(send: Send, uploadId: string, partNumber: number, body: Buffer | string): Promise<string> {
  const reply = await send("PUT", "/big", { query: { uploadId, partNumber: String(partNumber) }, body });
  return reply.headers?.["etag"] ?? "";
}

function partsXml(parts: readonly (readonly [number, string])[]): string {
  const each = parts.map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`);
  return `<CompleteMultipartUpload>${each.join("")}</CompleteMultipartUpload>`;
}

function complete(send: Send, uploadId: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  return send("POST", "/big", { query: { uploadId }, body, headers });
}

describe.each(storageKinds)("a multipart upload in $kind", ({ withStorage }) => {
  it("becomes one object of its parts in order, with the headers of its beginning", () =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      const id = await initiate(send, "/big", { "content-type": "text/plain", "x-cos-meta-a": "b" });
      const second = await upload(send, id, 7, "tail");
      const first = await upload(send, id, 2, mebibyte);
      // head -c 1048576 /dev/zero | tr '\0' x | md5sum
      expect(first).toBe('"b561f87202d04959e37588ee05cf5b10"');
      expect((await send("HEAD", "/big")).status).toBe(404);
      const reply = await complete(
        send,
        id,
        partsXml([
          [2, first],
          [7, second.replaceAll('"', "")],
        ]),
      );
      expect(reply.status).toBe(200);
      expect(valuesOf(reply, "Location")).toEqual(["http://plain-1250000000.cos.ap-chongqing.myqcloud.com/big"]);
      expect([...valuesOf(reply, "Bucket"), ...valuesOf(reply, "Key")]).toEqual(["plain-1250000000", "big"]);
      expect(valuesOf(reply, "ETag")[0]).toMatch(/^&quot;[0-9a-f]{32}-2&quot;$/);
      const read = await send("GET", "/big");
      expect(textOf(read)).toBe(`${mebibyte.toString()}tail`);
      expect(read.headers).toMatchObject({ "content-type": "text/plain", "x-cos-meta-a": "b" });
      expect(read.headers?.["x-cos-hash-crc64ecma"]).toBe(reply.headers?.["x-cos-hash-crc64ecma"]);
    }));

  it("lets one of two win that complete at once without overwriting", () =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      const ids = await Promise.all([initiate(send), initiate(send)]);
      const bodies = await Promise.all(ids.map(async (id) => partsXml([[1, await upload(send, id, 1, id)]])));
      const forbid = { "x-cos-forbid-overwrite": "true" };
      const replies = await Promise.all(ids.map((id, index) => complete(send, id, bodies[index] ?? "", forbid)));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
      const winner = ids[replies.findIndex(({ status }) => status === 200)];
      expect(textOf(await send("GET", "/big"))).toBe(winner);
    }));
});

describe("initiateUpload()", () => {
  it("tells bucket, key and an id that no other upload has", async () => {
    const send = createClient();
    const reply = await send("POST", "/big", { query: { uploads: "" } });
    expect([...valuesOf(reply, "Bucket"), ...valuesOf(reply, "Key")]).toEqual(["plain-1250000000", "big"]);
    expect(valuesOf(reply, "UploadId")).not.toEqual([await initiate(send)]);
  });

  it("is refused for a key that exists when overwriting is forbidden", async () => {
    const send = createClient();
    await send("PUT", "/big", { body: "there" });
    const headers = { "x-cos-forbid-overwrite": "true" };
    expect(codeOf(await send("POST", "/big", { query: { uploads: "" }, headers }))).toBe("FileAlreadyExists");
  });
});

describe("uploadPart()", () => {
  it.each(["0", "10001", "-1", "x", ""])("refuses the part number %j", async (partNumber) => {
    const send = createClient();
    const query = { uploadId: await initiate(send), partNumber };
    const reply = await send("PUT", "/big", { query });
    expect([reply.status, codeOf(reply)]).toEqual([400, "InvalidArgument"]);
  });

  it("refuses a request without a part number", async () => {
    const send = createClient();
    const reply = await send("PUT", "/big", { query: { uploadId: await initiate(send) } });
    expect(codeOf(reply)).toBe("InvalidArgument");
  });

  it("verifies Content-MD5", async () => {
    const send = createClient();
    const query = { uploadId: await initiate(send), partNumber: "1" };
    const headers = { "content-md5": "AAAAAAAAAAAAAAAAAAAAAA==" };
    expect(codeOf(await send("PUT", "/big", { query, headers, body: "a" }))).toBe("BadDigest");
  });

  it("knows an upload only by its id and its key", async () => {
    const send = createClient();
    const other = await initiate(send, "/other");
    for (const uploadId of [other, "unknown"]) {
      const reply = await send("PUT", "/big", { query: { uploadId, partNumber: "1" } });
      expect([reply.status, codeOf(reply)]).toEqual([404, "NoSuchUpload"]);
    }
  });
});

describe("listParts()", () => {
  it("lists the parts by number, the last content of each, by pages", async () => {
    const send = createClient();
    const uploadId = await initiate(send);
    await upload(send, uploadId, 3, "ccc");
    await upload(send, uploadId, 1, "replaced");
    await upload(send, uploadId, 1, "a");
    const first = await send("GET", "/big", { query: { uploadId, "max-parts": "1" } });
    expect(valuesOf(first, "PartNumber")).toEqual(["1"]);
    expect(valuesOf(first, "Size")).toEqual(["1"]);
    // echo -n a | md5sum
    expect(valuesOf(first, "ETag")).toEqual(["&quot;0cc175b9c0f1b6a831c399e269772661&quot;"]);
    expect([...valuesOf(first, "IsTruncated"), ...valuesOf(first, "NextPartNumberMarker")]).toEqual(["true", "1"]);
    const rest = await send("GET", "/big", { query: { uploadId, "part-number-marker": "1" } });
    expect(valuesOf(rest, "PartNumber")).toEqual(["3"]);
    expect([...valuesOf(rest, "IsTruncated"), ...valuesOf(rest, "NextPartNumberMarker")]).toEqual(["false"]);
  });
});

describe("listParts() given bounds", () => {
  it.each([
    ["max-parts", "0"],
    ["max-parts", "1001"],
    ["part-number-marker", "x"],
  ])("refuses %s=%s", async (name, value) => {
    const send = createClient();
    const uploadId = await initiate(send);
    const reply = await send("GET", "/big", { query: { uploadId, [name]: value } });
    expect([reply.status, codeOf(reply)]).toEqual([400, "InvalidArgument"]);
  });
});

describe("abortUpload()", () => {
  it("forgets the upload", async () => {
    const send = createClient();
    const uploadId = await initiate(send);
    expect(await send("DELETE", "/big", { query: { uploadId } })).toEqual({ status: 204 });
    expect(codeOf(await send("DELETE", "/big", { query: { uploadId } }))).toBe("NoSuchUpload");
    expect(codeOf(await send("GET", "/big", { query: { uploadId } }))).toBe("NoSuchUpload");
  });
});

describe("completeUpload()", () => {
  async function threeParts() {
    const send = createClient();
    const id = await initiate(send);
    const etags = [
      await upload(send, id, 1, mebibyte),
      await upload(send, id, 2, "small"),
      await upload(send, id, 3, "x"),
    ];
    const parts = etags.map((etag, index) => [index + 1, etag] as const);
    return { send, id, part: (number: number) => parts[number - 1] ?? ([0, ""] as const) };
  }

  it("leaves out the parts that are not named", async () => {
    const { send, id, part } = await threeParts();
    expect((await complete(send, id, partsXml([part(3)]))).status).toBe(200);
    expect(textOf(await send("GET", "/big"))).toBe("x");
  });

  it("ends the upload", async () => {
    const { send, id, part } = await threeParts();
    await complete(send, id, partsXml([part(3)]));
    expect(codeOf(await complete(send, id, partsXml([part(3)])))).toBe("NoSuchUpload");
  });

  it.each([
    ["InvalidPartOrder", [3, 1]],
    ["InvalidPartOrder", [1, 1]],
    ["EntityTooSmall", [1, 2, 3]],
  ])("refuses with %s the parts %j, and keeps the upload", async (code, numbers) => {
    const { send, id, part } = await threeParts();
    const reply = await complete(send, id, partsXml(numbers.map(part)));
    expect([reply.status, codeOf(reply)]).toEqual([400, code]);
    expect((await send("HEAD", "/big")).status).toBe(404);
    expect((await complete(send, id, partsXml([part(1), part(3)]))).status).toBe(200);
  });

  it("refuses a part that was never sent, and one of another content", async () => {
    const { send, id, part } = await threeParts();
    expect(codeOf(await complete(send, id, partsXml([part(1), [4, part(1)[1]]])))).toBe("InvalidPart");
    expect(codeOf(await complete(send, id, partsXml([[1, part(2)[1]]])))).toBe("InvalidPart");
  });

  it.each([
    "",
    "not xml",
    "<CompleteMultipartUpload>",
    "<CompleteMultipartUpload/>",
    "<Other><Part><PartNumber>1</PartNumber><ETag>a</ETag></Part></Other>",
    "<CompleteMultipartUpload><Part>1</Part></CompleteMultipartUpload>",
    "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
    "<CompleteMultipartUpload><Part><PartNumber>one</PartNumber><ETag>a</ETag></Part></CompleteMultipartUpload>",
  ])("refuses the body %j", async (body) => {
    const { send, id } = await threeParts();
    const reply = await complete(send, id, body);
    expect([reply.status, codeOf(reply)]).toEqual([400, "MalformedXML"]);
  });

  it("verifies Content-MD5", async () => {
    const { send, id, part } = await threeParts();
    const headers = { "content-md5": "AAAAAAAAAAAAAAAAAAAAAA==" };
    expect(codeOf(await complete(send, id, partsXml([part(3)]), headers))).toBe("BadDigest");
  });
});
