import { describe, expect, it } from "vitest";
import { createClient, textOf } from "./cos-client.ts";

describe("faultReply()", () => {
  const send = createClient();

  it("tells code, message, resource and the request id that the server gave", async () => {
    const reply = await send("GET", "/a&b", { requestId: "id-1" });
    expect(reply.status).toBe(404);
    expect(reply.headers).toEqual({ "Content-Type": "application/xml" });
    expect(textOf(reply)).toBe(
      '<?xml version="1.0" encoding="utf-8" ?>\n<Error><Code>NoSuchKey</Code>' +
        "<Message>The specified key does not exist.</Message>" +
        "<Resource>plain-1250000000.cos.ap-chongqing.myqcloud.com/a&amp;b</Resource>" +
        "<RequestId>id-1</RequestId><TraceId>id-1</TraceId></Error>",
    );
  });

  it("has a status and no body for HEAD", async () => {
    expect(await send("HEAD", "/absent")).toEqual({ status: 404 });
  });

  it("leaves the request id empty without one", async () => {
    expect(textOf(await send("GET", "/absent"))).toContain("<RequestId></RequestId>");
  });
});
