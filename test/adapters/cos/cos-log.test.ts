import { describe, expect, it } from "vitest";
import { createCosLog } from "../../../lib/adapters/cos/cos-log.ts";
import { NetworkError, ServiceError, StoreError } from "../../../lib/core/errors.ts";
import { refused, type Step, scriptedSend } from "./scripted-send.ts";
import { failureOf, never } from "./scripted-store.ts";

function prepare(script: readonly Step[], prefix = "audits") {
  const { send, requests } = scriptedSend(...script);
  return { log: createCosLog({ send, bucket: "audit-1250000000", region: "ap-chongqing", prefix }), requests };
}

const late = refused(409, "PositionNotEqualToLength");
const lost = new NetworkError("the connection broke");

describe("createCosLog()", () => {
  it("appends lines at the position, with a hash of what it sends", async () => {
    const { log, requests } = prepare([{ status: 200 }]);
    await expect(log.append("a.jsonl", 17, ["hello", "x"], never)).resolves.toBe(17 + 8);
    const { method, path, query, headers, body } = requests[0] ?? {};
    expect({ method, path, query }).toEqual({
      method: "POST",
      path: "/audits/a.jsonl",
      query: { append: "", position: "17" },
    });
    expect(Buffer.from(body ?? []).toString()).toBe("hello\nx\n");
    // openssl: printf 'hello\nx\n' | openssl md5 -binary | base64
    expect(headers).toEqual({ "content-md5": "JavkOBiM3c9yQzxDSkXHKQ==" });
  });

  it("keeps keys as they are without a prefix, and refuses a prefix that no key can have", async () => {
    const { log, requests } = prepare([{ status: 200 }], "");
    await log.append("a.jsonl", 0, ["x"], never);
    expect(requests[0]?.path).toBe("/a.jsonl");
    expect(() => prepare([], "../up")).toThrow(StoreError);
  });

  it("leaves out what was cut short at the end", async () => {
    const { log } = prepare([{ status: 200, body: "one\ntwo\ncut" }]);
    await expect(log.read("a.jsonl", never)).resolves.toEqual({ lines: ["one", "two"], position: 11 });
  });

  it("comes late when what lies there is another's", async () => {
    const { log } = prepare([late, { status: 200, body: "other\n" }]);
    await expect(log.append("a.jsonl", 0, ["hello"], never)).resolves.toBeNull();
  });

  it.each([
    ["says 409 after an answer that got lost", late],
    ["fails inside", refused(500, "InternalError")],
    ["breaks the connection", lost],
  ])("finds its own lines when the service %s", async (_, step) => {
    const { log } = prepare([step, { status: 200, body: "before\nhello\nafter\n" }]);
    await expect(log.append("a.jsonl", 7, ["hello"], never)).resolves.toBe(13);
  });

  it.each([
    ["something else lies there", { status: 200, body: "before\n" }],
    ["nothing does", refused(404, "NoSuchKey")],
  ])("passes on a broken connection when %s", async (_, step) => {
    const { log } = prepare([lost, step]);
    await expect(log.append("a.jsonl", 7, ["hello"], never)).rejects.toBe(lost);
  });

  it("says what is needed when the bucket refuses to append", async () => {
    const { log } = prepare([refused(403, "AccessDenied")]);
    const error = await failureOf(log.append("a.jsonl", 0, ["hello"], never));
    expect(error).toBeInstanceOf(StoreError);
    expect(error.message).toBe(
      "Cannot append to cos://audit-1250000000/audits/a.jsonl: the bucket answered AccessDenied. " +
        "Multi-AZ buckets take no APPEND Object, and it needs the permission cos:AppendObject.",
    );
    expect(error.cause).toBeInstanceOf(ServiceError);
  });

  it("passes on what is no answer of the service", async () => {
    const { log, requests } = prepare([new StoreError("damaged")]);
    await expect(log.append("a.jsonl", 0, ["hello"], never)).rejects.toThrow("damaged");
    expect(requests).toHaveLength(1);
  });

  it("takes no answer for stored that is not object storage's", async () => {
    const foreign = { status: 200, headers: {}, body: "<html>" };
    const { log } = prepare([foreign, { status: 200, body: "first\nx\n" }]);
    await expect(log.append("a.jsonl", 6, ["x"], never)).resolves.toBe(8);
  });
});
