import COS from "cos-nodejs-sdk-v5";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EmulatorRequest } from "../../emulator/http.ts";
import { type Credential, type Verifier, verifySignature } from "../../emulator/signature.ts";
import { signatureError } from "../../emulator/signature-errors.ts";

const host = "photos-1250000000.ci.ap-chongqing.myqcloud.com";
const key = { secretId: "AKIDexample", secretKey: "example-key" };
const start = 1_700_000_000;

interface Parts {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

function makeRequest({ method = "GET", path = "/pic_jobs", query = {}, headers = {} }: Parts): EmulatorRequest {
  const all = { host, ...headers };
  return {
    method,
    host,
    path,
    query: new Map(Object.entries(query)),
    headers: new Map(Object.entries(all)),
    body: Buffer.alloc(0),
  };
}

/** Signed by the vendor's own SDK. */
function sdkSigned(parts: Parts, keyTime = `${start};${start + 900}`): EmulatorRequest {
  const { method = "GET", path = "/pic_jobs", query = {}, headers = {} } = parts;
  const authorization = COS.getAuthorization({
    SecretId: key.secretId,
    SecretKey: key.secretKey,
    Method: method.toLowerCase() as "get",
    Key: path.slice(1),
    Query: { ...query },
    Headers: { Host: host },
    KeyTime: keyTime,
  });
  return makeRequest({ ...parts, headers: { ...headers, authorization } });
}

function verify(request: EmulatorRequest, credential: Credential = key, rules: Partial<Verifier> = {}) {
  const now = () => start * 1000;
  return verifySignature(request, { skewSeconds: 900, coverage: "whole", credentials: [credential], now, ...rules });
}

function withAuthorization(change: (authorization: string) => string): EmulatorRequest {
  const authorization = sdkSigned({ query: { tag: "PicProcess" } }).headers.get("authorization") ?? "";
  return makeRequest({ query: { tag: "PicProcess" }, headers: { authorization: change(authorization) } });
}

describe("verifySignature()", () => {
  // The two examples of the vendor's page "Request Signature" of COS, with the key that page used.
  const exampleKey = {
    secretId: "AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q",
    secretKey: "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz",
  };
  const exampleHost = "examplebucket-1250000000.cos.ap-beijing.myqcloud.com";

  function example(parts: Parts, times: string, lists: string): EmulatorRequest {
    const authorization = `q-sign-algorithm=sha1&q-ak=${exampleKey.secretId}&q-sign-time=${times}&q-key-time=${times}&${lists}`;
    return makeRequest({
      ...parts,
      path: "/exampleobject(腾讯云)",
      headers: { ...parts.headers, host: exampleHost, authorization },
    });
  }

  it("takes the vendor's example of an upload", () => {
    const headers = {
      date: "Thu, 16 May 2019 06:45:51 GMT",
      "content-type": "text/plain",
      "content-length": "13",
      "content-md5": "mQ/fVh815F3k6TAUm8m0eg==",
      "x-cos-acl": "private",
      "x-cos-grant-read": 'uin="100000000011"',
    };
    const headerList = [
      "content-length",
      "content-md5",
      "content-type",
      "date",
      "host",
      "x-cos-acl",
      "x-cos-grant-read",
    ];
    const lists = `q-header-list=${headerList.join(";")}&q-url-param-list=&q-signature=3b8851a11a569213c17ba8fa7dcf2abec6935172`;
    const request = example({ method: "PUT", headers }, "1557989151;1557996351", lists);
    const now = () => 1_557_989_151_000;
    expect(verify(request, exampleKey, { now })).toEqual({
      secretId: exampleKey.secretId,
      via: "header",
      headerList,
      paramList: [],
    });
  });

  it("takes the vendor's example of a download", () => {
    const query = {
      "response-content-type": "application/octet-stream",
      "response-cache-control": "max-age=600",
    };
    const lists =
      "q-header-list=date;host&q-url-param-list=response-cache-control;response-content-type&q-signature=01681b8c9d798a678e43b685a9f1bba0f6c0e012";
    const headers = { date: "Thu, 16 May 2019 06:55:53 GMT" };
    const request = example({ query, headers }, "1557989753;1557996953", lists);
    const now = () => 1_557_989_753_000;
    const found = verify(request, exampleKey, { now });
    expect(found).toMatchObject({ paramList: ["response-cache-control", "response-content-type"] });
  });

  it("takes whatever the vendor's SDK signs", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("2001-01-01T00:00:00+0800", "!'()*~ /&=;", "图片"),
    );
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_!'()*~ -]{0,8}$/);
    const query = fc.dictionary(name, text, { maxKeys: 6 });
    fc.assert(
      fc.property(query, text, (params, path) => {
        const names = Object.keys(params).map((word) => word.toLowerCase());
        fc.pre(new Set(names).size === names.length);
        expect(verify(sdkSigned({ query: params, path: `/pic_jobs${path}` }))).toMatchObject({ via: "header" });
      }),
    );
  });

  it("takes a presigned URL, whose signature stands in the query", () => {
    const authorization = sdkSigned({ query: { tag: "PicProcess" } }).headers.get("authorization") ?? "";
    const query = { tag: "PicProcess", ...Object.fromEntries(new URLSearchParams(authorization)) };
    expect(verify(makeRequest({ query }))).toMatchObject({ via: "query", headerList: ["host"], paramList: ["tag"] });
  });

  it.each<[string, EmulatorRequest, string]>([
    ["no signature", makeRequest({}), "missing"],
    ["another algorithm", withAuthorization((text) => text.replace("=sha1", "=sha256")), "malformed"],
    ["no key id", withAuthorization((text) => text.replace("q-ak=AKIDexample", "q-ak=")), "malformed"],
    ["a field without a value", withAuthorization((text) => text.replace("q-ak=AKIDexample", "q-ak")), "malformed"],
    ["a broken time", withAuthorization((text) => text.replace(`q-key-time=${start};`, "q-key-time=")), "malformed"],
    ["a short signature", withAuthorization((text) => text.slice(0, -1)), "malformed"],
    ["no parameter list", withAuthorization((text) => text.replace("&q-url-param-list=tag", "")), "malformed"],
    [
      "an unsorted list",
      withAuthorization((text) => text.replace("header-list=host", "header-list=host;date")),
      "malformed",
    ],
    [
      "capitals in a list",
      withAuthorization((text) => text.replace("header-list=host", "header-list=Host")),
      "malformed",
    ],
    ["an unknown key id", withAuthorization((text) => text.replace("AKIDexample", "AKIDother")), "unknown-id"],
    ["a header that was not sent", withAuthorization((text) => text.replace("=host&", "=host;range&")), "mismatch"],
    [
      "a signature without the host",
      withAuthorization((text) => text.replace("header-list=host", "header-list=")),
      "uncovered",
    ],
    [
      "another key time than the signed one",
      withAuthorization((text) => text.replace(`key-time=${start}`, `key-time=${start - 1}`)),
      "mismatch",
    ],
  ])("refuses %s", (_, request, problem) => {
    expect(verify(request)).toMatchObject({ problem });
  });

  it.each<[string, Parts]>([
    ["method", { method: "PUT" }],
    ["path", { path: "/pic_jobs/c1" }],
    ["parameter", { query: { tag: "ImageInspect" } }],
    ["host", { headers: { host: "other-1250000000.ci.ap-chongqing.myqcloud.com" } }],
  ])("refuses a request whose %s is not the signed one", (_, other) => {
    const authorization = sdkSigned({ query: { tag: "PicProcess" } }).headers.get("authorization") ?? "";
    const request = makeRequest({
      query: { tag: "PicProcess" },
      ...other,
      headers: { ...other.headers, authorization },
    });
    expect(verify(request)).toMatchObject({ problem: "mismatch" });
  });

  it("refuses a parameter that the signature does not cover, unless told to be as lenient as the service", () => {
    const signed = sdkSigned({ query: { tag: "PicProcess" } });
    const request = { ...signed, query: new Map([...signed.query, ["size", "100"]]) };
    expect(verify(request)).toEqual({
      problem: "uncovered",
      detail: "the signature does not cover the parameter size",
    });
    expect(verify(request, key, { coverage: "listed" })).toMatchObject({ secretId: key.secretId });
  });

  it("refuses the second after the end, and a start that lies further ahead than the skew", () => {
    expect(verify(sdkSigned({}, `${start - 900};${start}`))).toMatchObject({ via: "header" });
    expect(verify(sdkSigned({}, `${start - 900};${start - 1}`))).toEqual({
      problem: "expired",
      detail: "Request has expired",
    });
    expect(verify(sdkSigned({}, `${start + 900};${start + 1800}`))).toMatchObject({ via: "header" });
    expect(verify(sdkSigned({}, `${start + 901};${start + 1800}`))).toMatchObject({ problem: "not-yet-valid" });
    expect(verify(sdkSigned({}, `${start + 1};${start + 2}`), key, { skewSeconds: 0 })).toMatchObject({
      problem: "not-yet-valid",
    });
  });

  it.each(["x-cos-security-token", "x-ci-security-token"])(
    "wants the session token of a temporary key in %s",
    (name) => {
      const temporary = { ...key, sessionToken: "token/+=" };
      expect(verify(sdkSigned({ headers: { [name]: "token/+=" } }), temporary)).toMatchObject({ via: "header" });
      expect(verify(sdkSigned({ headers: { [name]: "stale" } }), temporary)).toMatchObject({ problem: "wrong-token" });
      expect(verify(sdkSigned({}), temporary)).toMatchObject({ problem: "wrong-token" });
      expect(verify(sdkSigned({ headers: { [name]: "token/+=" } }))).toMatchObject({ problem: "wrong-token" });
    },
  );

  it("takes the session token of a presigned URL from its query, where it is not signed", () => {
    const authorization = sdkSigned({}).headers.get("authorization") ?? "";
    const query = { ...Object.fromEntries(new URLSearchParams(authorization)), "x-cos-security-token": "token/+=" };
    expect(verify(makeRequest({ query }), { ...key, sessionToken: "token/+=" })).toMatchObject({ via: "query" });
  });
});

describe("signatureError()", () => {
  it.each([
    ["missing", "401 MissingAuthorization", "403 AccessDenied"],
    ["malformed", "401 InvalidAuthorization", "403 AccessDenied"],
    ["uncovered", "401 InvalidAuthorization", "403 SignatureDoesNotMatch"],
    ["unknown-id", "401 SecretidNotExist", "403 InvalidAccessKeyId"],
    ["mismatch", "401 InvalidAuthorization", "403 SignatureDoesNotMatch"],
    ["expired", "401 SignatureExpired", "403 AccessDenied"],
    ["not-yet-valid", "401 InvalidAuthorization", "403 RequestTimeTooSkewed"],
    ["wrong-token", "401 AccessDenied", "403 AccessDenied"],
  ] as const)("words %s as either service does", (problem, ci, cos) => {
    const words = (service: "ci" | "cos") => Object.values(signatureError(service, { problem, detail: "" })).join(" ");
    expect([words("ci"), words("cos")]).toEqual([ci, cos]);
  });
});
