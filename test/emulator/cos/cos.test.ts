import { describe, expect, it } from "vitest";
import { createCos } from "../../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../../emulator/cos/memory-storage.ts";
import { buckets, codeOf, createClient, textOf } from "./cos-client.ts";

describe("createCos()", () => {
  it.each([{ bucket: "absent" }, { bucket: "plain", region: "ap-beijing" }])(
    "knows a bucket by name and region, and not %o",
    async (ask) => {
      const reply = await createClient()("GET", "/", ask);
      expect([reply.status, codeOf(reply)]).toEqual([404, "NoSuchBucket"]);
    },
  );

  it("keeps the objects of buckets apart", async () => {
    const send = createClient();
    await send("PUT", "/a", { body: "one" });
    expect((await send("GET", "/a", { bucket: "enabled" })).status).toBe(404);
  });

  it.each([
    ["never", "plain", "<VersioningConfiguration/>"],
    ["enabled", "enabled", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"],
    ["suspended", "suspended", "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"],
  ])("tells that versioning was %s", async (_, bucket, xml) => {
    const reply = await createClient()("GET", "/", { bucket, query: { versioning: "" } });
    expect(textOf(reply)).toBe(`<?xml version="1.0" encoding="utf-8" ?>\n${xml}`);
  });

  it("tells a bucket's region, and whether it has several zones", async () => {
    const send = createClient();
    expect(await send("HEAD", "/")).toEqual({ status: 200, headers: { "x-cos-bucket-region": "ap-chongqing" } });
    expect((await send("HEAD", "/", { bucket: "zones" })).headers).toMatchObject({ "x-cos-bucket-az-type": "MAZ" });
    expect(await send("HEAD", "/", { bucket: "absent" })).toEqual({ status: 404 });
  });

  it("refuses keys of more than 850 bytes", async () => {
    const send = createClient();
    expect((await send("PUT", `/${"中".repeat(283)}x`)).status).toBe(200);
    const reply = await send("PUT", `/${"中".repeat(283)}xy`);
    expect([reply.status, codeOf(reply)]).toEqual([400, "KeyTooLong"]);
  });

  it.each([
    ["GET", "/", "website"],
    ["GET", "/a", "acl"],
    ["PUT", "/", "acl"],
    ["PUT", "/", "versioning"],
    ["GET", "/a", "tagging"],
    ["DELETE", "/a", "versionId"],
    ["POST", "/", "delete"],
    ["POST", "/a", ""],
    ["PATCH", "/a", ""],
  ])("passes %s %s?%s for no other operation", async (method, path, name) => {
    const send = createClient();
    await send("PUT", "/a", { body: "one" });
    const reply = await send(method, path, { query: name === "" ? {} : { [name]: "" } });
    expect([405, 501]).toContain(reply.status);
    expect(["MethodNotAllowed", "NotImplemented"]).toContain(codeOf(reply));
    expect((await send("HEAD", "/a")).status).toBe(200);
  });

  it("does not answer for a storage that fails", async () => {
    const storage = { ...createMemoryStorage(), read: () => Promise.reject(new Error("disk gone")) };
    await expect(createClient({ storage })("GET", "/a")).rejects.toThrow("disk gone");
  });

  it("asks the clock when an operation's turn has come, so that times follow the order of writing", async () => {
    let time = 0;
    const now = () => {
      time += 1000;
      return time;
    };
    const send = createClient({ now, storage: createMemoryStorage() });
    await Promise.all(["one", "two", "three"].map((body) => send("PUT", "/a", { body })));
    const last = await send("GET", "/a");
    expect([textOf(last), last.headers?.["last-modified"]]).toEqual(["three", "Thu, 01 Jan 1970 00:00:03 GMT"]);
  });

  it("takes its buckets from its options", async () => {
    const cos = createCos({ buckets: buckets.slice(1), storage: createMemoryStorage(), now: () => 0 });
    const host = "plain-1250000000.cos.ap-chongqing.myqcloud.com";
    const request = { method: "HEAD", host, path: "/", query: new Map(), headers: new Map(), body: Buffer.alloc(0) };
    expect((await cos(request)).status).toBe(404);
  });
});
