/** Against answers of a server of the test's own, so that the SDK itself throws what is told. */

import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSdkClients } from "../../../deploy/scf/sdk-clients.ts";
import { toldFailure } from "../../../deploy/scf/told-failure.ts";
import { NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";

const credentials = { secretId: "AKIDx", secretKey: "hush-hush", sessionToken: "token-hush" };

async function failureOf(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { scf } = createSdkClients({ region: "ap-chongqing", endpoint }, credentials);
  const thrown: unknown = await scf.GetFunction({ FunctionName: "x" }).catch((error: unknown) => error);
  server.closeAllConnections();
  return toldFailure("Cannot look", thrown);
}

function refusal(Code: string, Message: string, RequestId = "r1"): RequestListener {
  return (_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ Response: { Error: { Code, Message }, RequestId } }));
  };
}

describe("toldFailure()", () => {
  it("tells the platform's code, text and request id", async () => {
    const failure = await failureOf(refusal("LimitExceeded.Function", "50 of 50"));
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({
      message: "Cannot look: LimitExceeded.Function: 50 of 50 (request r1)",
      serviceCode: "LimitExceeded.Function",
      requestId: "r1",
      status: 200,
      retryable: false,
    });
    expect(await failureOf(refusal("RequestLimitExceeded", "slow down"))).toMatchObject({ retryable: true });
    expect(await failureOf(refusal("InternalError", "x", ""))).toMatchObject({
      message: "Cannot look: InternalError: x",
      requestId: null,
    });
  });

  it.each([
    ["UnauthorizedOperation.CAM", /job-audit policy --for deploy/],
    ["AuthFailure.UnauthorizedOperation", /job-audit policy --for deploy/],
    ["AuthFailure.SignatureExpire", /; set this machine's clock$/],
    ["AuthFailure.SecretIdNotFound", /; check TENCENTCLOUD_SECRETID/],
    ["ResourceNotFound.Role", /; create the role/],
    ["RequestSizeLimitExceeded", /provider\.code/],
  ])("says what to do about %s", async (code, advice) => {
    expect((await failureOf(refusal(code, "no"))).message).toMatch(advice);
  });

  it("shows no more than a few lines of what came, and nothing of it that moves a cursor", async () => {
    const { message } = await failureOf(refusal("InternalError", `\u001b[2J${"x".repeat(5_000)}`));
    expect(message).toContain("\\u{1b}[2J");
    expect(message.length).toBeLessThan(600);
  });

  it("tells another status, no answer, and an answer of somebody else", async () => {
    const status = await failureOf((_request, response) => response.writeHead(502).end("<html>"));
    expect(status).toMatchObject({ status: 502, serviceCode: "502", retryable: true, requestId: null });
    expect(status.message).toMatch(/^Cannot look: the answer has the status 502/);
    const none = await failureOf((request) => request.socket.destroy());
    expect(none).toBeInstanceOf(NetworkError);
    expect(none.message).toMatch(/^Cannot look: no answer: /);
    for (const body of ["<html>", "{}"]) {
      const foreign = await failureOf((_request, response) => response.end(body));
      expect(foreign).toBeInstanceOf(ProtocolError);
      expect(foreign.message).toMatch(/^Cannot look: the answer is none of the platform's/);
    }
  });

  it("holds no credentials", async () => {
    const failure = await failureOf((request) => request.socket.destroy());
    expect(`${failure.message} ${JSON.stringify(failure)}`).not.toContain("hush");
  });
});
