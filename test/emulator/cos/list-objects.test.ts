import { describe, expect, it } from "vitest";
import { codeOf, createClient, storageKinds, textOf, valuesOf } from "./cos-client.ts";

describe.each(storageKinds)("listObjects() in $kind", ({ withStorage }) => {
  it("tells of each object what the vendor's page tells", () =>
    withStorage(async (storage) => {
      const send = createClient({ storage });
      await send("PUT", "/a/<&>", { body: "hello" });
      await send("PUT", "/a/z", { body: "", headers: { "x-cos-storage-class": "STANDARD_IA" } });
      const query = { prefix: "a/", marker: "a/", delimiter: "/", "max-keys": "1" };
      expect(textOf(await send("GET", "/", { query }))).toBe(
        '<?xml version="1.0" encoding="utf-8" ?>\n<ListBucketResult><Name>plain-1250000000</Name>' +
          "<Prefix>a/</Prefix><Marker>a/</Marker><MaxKeys>1</MaxKeys><Delimiter>/</Delimiter>" +
          "<IsTruncated>true</IsTruncated><NextMarker>a/&lt;&amp;&gt;</NextMarker>" +
          "<Contents><Key>a/&lt;&amp;&gt;</Key><LastModified>2025-11-22T08:26:40.000Z</LastModified>" +
          "<ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag><Size>5</Size>" +
          "<Owner><ID>1250000000</ID><DisplayName>1250000000</DisplayName></Owner>" +
          "<StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>",
      );
      expect(valuesOf(await send("GET", "/"), "StorageClass")).toEqual(["STANDARD", "STANDARD_IA"]);
    }));
});

describe("listObjects()", () => {
  it("is empty for an empty bucket", async () => {
    expect(textOf(await createClient()("GET", "/"))).toContain(
      "<ListBucketResult><Name>plain-1250000000</Name><Prefix></Prefix><Marker></Marker>" +
        "<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>",
    );
  });

  it("shows a thousand entries at most, however many are asked for", async () => {
    const send = createClient();
    for (let index = 0; index <= 1000; index += 1) await send("PUT", `/${index}`);
    for (const query of [{}, { "max-keys": "5000" }]) {
      const reply = await send("GET", "/", { query });
      expect(valuesOf(reply, "Key")).toHaveLength(1000);
      expect(valuesOf(reply, "IsTruncated")).toEqual(["true"]);
      expect(valuesOf(reply, "MaxKeys")).toEqual(["1000"]);
    }
  });

  it("encodes keys for a URL when asked to", async () => {
    const send = createClient();
    for (const key of ["/p +/中\n", "/p +/d/x", "/q"]) await send("PUT", key);
    const query = { "encoding-type": "url", prefix: "p +/", marker: "p +/ ", delimiter: "/" };
    const reply = await send("GET", "/", { query });
    expect(valuesOf(reply, "EncodingType")).toEqual(["url"]);
    expect(valuesOf(reply, "Key")).toEqual(["p%20%2B/%E4%B8%AD%0A"]);
    expect(valuesOf(reply, "Prefix")).toEqual(["p%20%2B/", "p%20%2B/d/"]);
    expect(valuesOf(reply, "Marker")).toEqual(["p%20%2B/%20"]);
  });

  it.each([{ "max-keys": "0" }, { "max-keys": "-1" }, { "max-keys": "many" }, { "encoding-type": "base64" }])(
    "refuses %o",
    async (query) => {
      const reply = await createClient()("GET", "/", { query });
      expect([reply.status, codeOf(reply)]).toEqual([400, "InvalidArgument"]);
    },
  );

  it("does not know of an object until the delay is over, though the object can be read", async () => {
    let time = 1_000_000;
    const send = createClient({ now: () => time, listDelayMs: 2000 });
    await send("PUT", "/a", { body: "hello" });
    time += 1999;
    expect(valuesOf(await send("GET", "/"), "Key")).toEqual([]);
    expect((await send("GET", "/a")).status).toBe(200);
    time += 1;
    expect(valuesOf(await send("GET", "/"), "Key")).toEqual(["a"]);
  });
});
