import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TencentAnswer, TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { serviceErrorOf } from "../../../lib/adapters/tencent/service-error.ts";
import { ServiceError } from "../../../lib/core/errors.ts";

const request: TencentRequest = {
  method: "GET",
  host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
  path: "/pic_jobs",
  query: { queueId: "p1", tag: "PicProcess" },
};

function errorOf(status: number, body: string | Buffer, fields: Partial<TencentAnswer> = {}): ServiceError {
  return serviceErrorOf(request, { status, headers: {}, requestId: null, ...fields, body: Buffer.from(body) }, 0);
}

const slowDown =
  "<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n\t<Code>SlowDown</Code>\n\t<Message>Please reduce your request rate.</Message>\n\t" +
  "<RequestId>NWQ4YzE=</RequestId>\n\t<TraceId>OGVm</TraceId>\n</Error>\n";

describe("serviceErrorOf()", () => {
  it("carries status, code, request id and the wait that was asked for", () => {
    const error = errorOf(429, slowDown, { headers: { "retry-after": "3" } });
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      status: 429,
      serviceCode: "SlowDown",
      requestId: "NWQ4YzE=",
      retryAfterMs: 3_000,
      retryable: true,
    });
    expect(error.message).toBe(
      "Cannot GET photos-1250000000.ci.ap-chongqing.myqcloud.com/pic_jobs: the service answered 429 SlowDown " +
        '"Please reduce your request rate." (request NWQ4YzE=)',
    );
  });

  it("prefers the request id of the header", () => {
    expect(errorOf(403, slowDown, { requestId: "header-id" }).requestId).toBe("header-id");
  });

  it("says that no wait was asked for", () => {
    expect(errorOf(503, slowDown).retryAfterMs).toBeNull();
  });

  it.each([
    [
      "a proxy's page",
      "<html><head><title>502 Bad Gateway</title></head></html>",
      { "content-type": "text/html; charset=utf-8" },
      "56 bytes of text/html",
    ],
    ["JSON", '{"code":-1}', { "content-type": "application/json" }, "11 bytes of application/json"],
    ["nothing", "", {}, "with no body"],
    ["text without a type", "oops", {}, "4 bytes of no named type"],
    ["XML cut inside its code", "<Error><Code>Acc", {}, "16 bytes"],
    ["XML cut inside a tag", "<Error><Code>AccessDenied</Co", {}, "29 bytes"],
    ["another root", "<Response><Error><Code>X</Code></Error></Response>", {}, "50 bytes"],
    ["a code that is none", "<Error><Code>no such thing!</Code></Error>", {}, "42 bytes"],
  ])("names the status when the body is %s", (_, body, headers, seen) => {
    const error = errorOf(502, body, { headers });
    expect(error.serviceCode).toBe("HTTP 502");
    expect(error.requestId).toBeNull();
    expect(error.message).toMatch(/the service answered 502 with/);
    expect(error.message).toContain(seen);
  });

  it("reads code and message that stand before a cut", () => {
    const error = errorOf(403, "<Error><Code>AccessDenied</Code><Message>Access &amp;lt; Denied.</Message><Reques");
    expect(error.serviceCode).toBe("AccessDenied");
    expect(error.message).toContain('403 AccessDenied "Access &lt; Denied."');
  });

  it("cuts queries, user-info and signatures out of the message", () => {
    const text =
      "see https://me:pass@host/a?sign=SECRET1&amp;x=SECRET2 or http://h/b#SECRET3, q-ak=SECRET4&amp;q-signature=SECRET5 ok";
    const { message } = errorOf(400, `<Error><Code>E</Code><Message>${text}</Message></Error>`);
    expect(message).not.toMatch(/SECRET|pass/);
    expect(message.replace(/\[cut:[0-9a-f]{12}\]/g, "✂")).toContain(
      "see https://✂@host/a?✂ or http://h/b#✂, q-ak=✂ ok",
    );
  });

  it.each([
    "x-cos-security-token: SECRET0123456789abcdef",
    "bad token=SECRET and sign=SECRET",
    "cannot fetch https%3A%2F%2Fb.cos.ap-x.myqcloud.com%2Fk%3Fq-sign-algorithm%3Dsha1%26q-signature%3DSECRET",
    "no key AKIDSECRET0123456789ab",
    "Bearer eyJhbGciOiJIUzI1NiJ9.eyJTRUNSRVQifQ.SECRET",
    `${"x".repeat(280)} token=${"SECRET".repeat(20)}`,
  ])("lets no secret through in %j", (text) => {
    const escaped = text.replaceAll("&", "&amp;");
    const { message } = errorOf(400, `<Error><Code>E</Code><Message>${escaped}</Message></Error>`);
    expect(message).toContain("[cut:");
    expect(message).not.toMatch(/SECRET|eyJ/);
  });

  it("bounds the message and takes control characters out of it", () => {
    const text = `a\u0000b\r\n\u001b[31mc\u202ed ${"x".repeat(5_000)}`;
    const { message } = errorOf(400, `<Error><Code>E</Code><Message>${text}</Message></Error>`);
    expect(message).toContain('"a b [31mc d xxx');
    expect(message.length).toBeLessThan(500);
  });

  it("makes an error of any bytes", () => {
    const fragment = fc.constantFrom(
      "<Error>",
      "<Code>",
      "</Code>",
      "<Message>",
      "</Message>",
      "&lt;",
      "é",
      "\u0000",
      "<",
      ">",
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.array(fc.oneof(fragment, fc.string()), { maxLength: 12 }).map((parts) => Buffer.from(parts.join(""))),
    );
    fc.assert(
      fc.property(body, fc.integer({ min: 300, max: 599 }), (bytes, status) => {
        const error = errorOf(status, bytes);
        expect(error.serviceCode).toMatch(/^[\w.-]{1,64}$|^HTTP \d{3}$/);
        expect(error.message).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
