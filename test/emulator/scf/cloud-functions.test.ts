import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { signTc3 } from "../../../lib/adapters/scf/sign-tc3.ts";
import { openEmulator } from "../open-emulator.ts";
import { credential, noon } from "../small-world.ts";

const functions = { diff: async () => "done" };
const scfHost = "scf.ap-chongqing.tencentcloudapi.com";

type Headers = Readonly<Record<string, string>>;
type Change = (headers: Headers) => Headers;

interface Post {
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  readonly signedBody?: string;
  readonly change?: Change;
}

const body = JSON.stringify({ FunctionName: "diff", InvocationType: "Event" });

/** A call whose headers are those of a good one, but for what a test changes. */
async function post({ host = scfHost, path = "/", method = "POST", signedBody = body, change = (same) => same }: Post) {
  const emulator = await openEmulator({ scf: { functions }, scfNow: () => noon });
  const call = { host, action: "Invoke", version: "2018-04-16", region: "ap-chongqing", body: Buffer.from(signedBody) };
  const headers = { ...signTc3(call, { ...credential, sessionToken: null }, noon), host };
  const { status, text } = await send({ port: emulator.port, path, method, headers: change(headers) });
  return { emulator, status, answer: JSON.parse(text).Response };
}

interface Sent {
  readonly port: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
}

function send({ port, path, method, headers }: Sent): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, method, headers }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    request.on("error", reject).end(method === "POST" ? body : undefined);
  });
}

function without(name: string): Change {
  return (headers) => Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

function replaced(name: string, from: string | RegExp, to: string | ((found: string) => string)): Change {
  return (headers) => ({
    ...headers,
    [name]: (headers[name] ?? "").replace(from, (found) => (typeof to === "string" ? to : to(found))),
  });
}

describe("the emulated function platform", () => {
  it.each([scfHost, "scf.tencentcloudapi.com"])("answers for %s", async (host) => {
    const { answer, status, emulator } = await post({ host });
    expect(status).toBe(200);
    expect(answer).toEqual({ Result: expect.objectContaining({ InvokeResult: 0 }), RequestId: expect.any(String) });
    await emulator.idle();
    expect(emulator.scf.results).toHaveLength(1);
  });

  it.each([
    ["no signature", without("authorization"), "AuthFailure.InvalidAuthorization"],
    ["another algorithm", replaced("authorization", "TC3", "TC4"), "AuthFailure.InvalidAuthorization"],
    ["an unsigned host", replaced("authorization", ";host", ""), "AuthFailure.InvalidAuthorization"],
    [
      "a signed header that was not sent",
      replaced("authorization", ";host", ";host;x-tc-x"),
      "AuthFailure.SignatureFailure",
    ],
    [
      "another signature",
      replaced("authorization", /.$/, (last) => (last === "0" ? "1" : "0")),
      "AuthFailure.SignatureFailure",
    ],
    ["another day", replaced("authorization", "/2024-01-02/", "/2024-01-01/"), "AuthFailure.SignatureFailure"],
    ["another service", replaced("authorization", "/scf/", "/cvm/"), "AuthFailure.SignatureFailure"],
    ["another content type", replaced("content-type", "utf-8", "gbk"), "AuthFailure.SignatureFailure"],
    ["no timestamp", without("x-tc-timestamp"), "MissingParameter"],
    ["another timestamp", replaced("x-tc-timestamp", /.$/, "1"), "AuthFailure.SignatureFailure"],
    ["no region", without("x-tc-region"), "MissingParameter"],
    ["a region that is none", replaced("x-tc-region", /$/, "-9"), "UnsupportedRegion"],
    ["no version", without("x-tc-version"), "NoSuchVersion"],
    ["no action", without("x-tc-action"), "InvalidAction"],
    ["a token out of nowhere", (headers: Headers) => ({ ...headers, "x-tc-token": "t" }), "AuthFailure.TokenFailure"],
  ] as const)("refuses %s", async (_, change: Change, code) => {
    const { status, answer, emulator } = await post({ change });
    expect(status).toBe(200);
    expect(answer).toEqual({ Error: { Code: code, Message: expect.any(String) }, RequestId: expect.any(String) });
    expect(emulator.scf.results).toEqual([]);
  });

  it("refuses a body that is not the signed one", async () => {
    const { answer } = await post({ signedBody: body.replace("diff", "dift") });
    expect(answer.Error.Code).toBe("AuthFailure.SignatureFailure");
  });

  it("refuses another path, as it signs none", async () => {
    const { answer } = await post({ path: "/functions" });
    expect(answer.Error.Code).toBe("UnsupportedProtocol");
  });

  it("is not there unless it was asked for", async () => {
    const emulator = await openEmulator();
    const headers = { host: scfHost, "x-tc-action": "Invoke" };
    const { status, text } = await send({ port: emulator.port, path: "/", method: "POST", headers });
    expect(status).toBe(400);
    expect(text).toContain("InvalidHost");
    expect(emulator.scf.results).toEqual([]);
    await emulator.idle();
  });
});
