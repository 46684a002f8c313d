import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { signRequest } from "../../../lib/adapters/tencent/sign.ts";
import { ConfigError } from "../../../lib/core/errors.ts";
import { documentedAuthorization, documentedSignKey } from "./documented-signature.ts";

/** The key pair that the vendor page prints for its examples; it opens nothing. */
const example = { secretId: "AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q", secretKey: "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz" };
const credentials = { ...example, sessionToken: null };
const host = "examplebucket-1250000000.cos.ap-beijing.myqcloud.com";
const path = "/exampleobject(腾讯云)";

function get(fields: Partial<TencentRequest> = {}): TencentRequest {
  return { method: "GET", host, path: "/a", query: {}, ...fields };
}

describe("the documented signature that the signer is compared with", () => {
  it("gives the vendor page's upload example", () => {
    const headers = {
      date: "Thu, 16 May 2019 06:45:51 GMT",
      host,
      "content-type": "text/plain",
      "content-length": "13",
      "content-md5": "mQ/fVh815F3k6TAUm8m0eg==",
      "x-cos-acl": "private",
      "x-cos-grant-read": 'uin="100000000011"',
    };
    const keyTime = "1557989151;1557996351";
    expect(documentedSignKey(example.secretKey, keyTime)).toBe("eb2519b498b02ac213cb1f3d1a3d27a3b3c9bc5f");
    expect(documentedAuthorization({ method: "PUT", path, query: {}, headers, keyTime, ...example })).toBe(
      "q-sign-algorithm=sha1&q-ak=AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q" +
        "&q-sign-time=1557989151;1557996351&q-key-time=1557989151;1557996351" +
        "&q-header-list=content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read" +
        "&q-url-param-list=&q-signature=3b8851a11a569213c17ba8fa7dcf2abec6935172",
    );
  });

  it("gives the vendor page's download example", () => {
    const query = { "response-content-type": "application/octet-stream", "response-cache-control": "max-age=600" };
    const headers = { date: "Thu, 16 May 2019 06:55:53 GMT", host };
    const keyTime = "1557989753;1557996953";
    expect(documentedSignKey(example.secretKey, keyTime)).toBe("937914bf490e9e8c189836aad2052e4feeb35eaf");
    expect(documentedAuthorization({ method: "GET", path, query, headers, keyTime, ...example })).toBe(
      "q-sign-algorithm=sha1&q-ak=AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q" +
        "&q-sign-time=1557989753;1557996953&q-key-time=1557989753;1557996953" +
        "&q-header-list=date;host&q-url-param-list=response-cache-control;response-content-type" +
        "&q-signature=01681b8c9d798a678e43b685a9f1bba0f6c0e012",
    );
  });
});

describe("signRequest()", () => {
  const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9-]{0,12}$/);
  const query = fc.dictionary(name, fc.string({ unit: "grapheme" }), { maxKeys: 6 });
  const headers = fc.record(
    {
      "content-md5": fc.base64String(),
      "content-type": fc.constantFrom("application/json", "text/html; charset=utf-8"),
      "x-cos-forbid-overwrite": fc.constant("true"),
      range: fc.constantFrom("bytes=0-9", "bytes=5-"),
    },
    { requiredKeys: [] },
  );

  it("signs host, all query parameters and the known headers as documented, for any request", async () => {
    const method = fc.constantFrom("GET", "HEAD", "PUT", "POST");
    const anyPath = fc.string({ unit: "grapheme" }).map((text) => `/${text}`);
    await fc.assert(
      fc.asyncProperty(method, anyPath, query, headers, async (method, path, query, headers) => {
        fc.pre(new Set(Object.keys(query).map((key) => key.toLowerCase())).size === Object.keys(query).length);
        const signed = await signRequest({ method, host, path, query, headers }, credentials, 1_600_000_000_000);
        const keyTime = "1599999940;1600000900";
        const expected = { method, path, query, headers: { ...headers, host }, keyTime, ...example };
        expect(signed["authorization"]).toBe(documentedAuthorization(expected));
      }),
    );
  });

  it("is valid from a minute before now to fifteen minutes after, in whole seconds", async () => {
    const { authorization } = await signRequest(get(), credentials, 1_700_000_000_999);
    expect(authorization).toContain("&q-sign-time=1699999940;1700000900&q-key-time=1699999940;1700000900&");
  });

  it("keeps the request's headers and names the real host", async () => {
    const headers = await signRequest(get({ headers: { "content-type": "text/html" } }), credentials, 0);
    expect(headers).toEqual({ host, "content-type": "text/html", authorization: expect.any(String) });
  });

  it("leaves out headers that it does not know", async () => {
    const { authorization } = await signRequest(get({ headers: { "user-agent": "test" } }), credentials, 0);
    expect(authorization).toContain("&q-header-list=host&");
  });

  it.each([
    ["photos-1250000000.ci.ap-chongqing.myqcloud.com", "x-ci-security-token"],
    ["ci.ap-chongqing.myqcloud.com", "x-ci-security-token"],
    ["audit-1250000000.cos.ap-chongqing.myqcloud.com", "x-cos-security-token"],
    ["ci-1250000000.cos.ap-chongqing.myqcloud.com", "x-cos-security-token"],
  ])("sends a session token to %s unsigned as %s", async (tokenHost, header) => {
    const signed = await signRequest(get({ host: tokenHost }), { ...credentials, sessionToken: "a/token+" }, 0);
    expect(Object.keys(signed).sort()).toEqual(["authorization", "host", header]);
    expect(signed[header]).toBe("a/token+");
    expect(signed["authorization"]).toContain("&q-header-list=host&");
  });

  it("refuses credentials that no header can hold, all at once and without repeating them", async () => {
    const unusable = { secretId: "", secretKey: "KEY\n", sessionToken: "über" };
    const error: unknown = await signRequest(get(), unusable, 0).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    const { message, problems } = error as ConfigError;
    expect(problems).toHaveLength(3);
    expect(problems[1]).toContain("secret key");
    expect(message).not.toContain("KEY");
    expect(message).not.toContain("über");
  });
});
