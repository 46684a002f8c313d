import { describe, expect, it } from "vitest";
import { refusalToStart } from "../../../lib/adapters/account/refusal-to-start.ts";
import type { TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { manualClock } from "../../fakes/manual-clock.ts";

const { signal } = new AbortController();
const name = { region: "ap-chongqing", namespace: "default", function: "audit" };
const credentials = () => ({ secretId: "AKIDx", secretKey: "hush", sessionToken: null });

async function ask(response: object, asked: TencentRequest[] = []) {
  const body = Buffer.from(JSON.stringify({ Response: response }));
  const transport = async (request: TencentRequest) => {
    asked.push(request);
    return { status: 200, headers: {}, body, requestId: null };
  };
  return refusalToStart({ credentials, transport, clock: manualClock(0) }, name, signal);
}

const refused = (Code: string) => ({ Error: { Code, Message: "no" }, RequestId: "r-1" });

describe("refusalToStart()", () => {
  it("asks for a version that no function has", async () => {
    const asked: TencentRequest[] = [];
    await ask(refused("ResourceNotFound.Qualifier"), asked);
    expect(asked.map(({ body = "" }) => JSON.parse(String(body)))).toEqual([
      {
        FunctionName: "audit",
        Namespace: "default",
        Qualifier: "job-audit-doctor-none",
        InvocationType: "Event",
        ClientContext: "{}",
      },
    ]);
    expect(asked[0]?.headers).toMatchObject({ "x-tc-action": "Invoke", "x-tc-region": "ap-chongqing" });
  });

  it.each([
    ["ResourceNotFound.Qualifier", "no such version"],
    ["ResourceNotFound.Alias", "no such version"],
    ["InvalidParameterValue.Qualifier", "no such version"],
    ["ResourceNotFound.Function", "no such function"],
    ["ResourceNotFound.FunctionName", "no such function"],
    ["ResourceNotFound.Namespace", "no such function"],
  ])("takes %s for: %s", async (code, refusal) => {
    expect(await ask(refused(code))).toBe(refusal);
  });

  it.each(["UnauthorizedOperation", "InvalidParameterValue.Param", "ResourceNotFound.QualifierX"])(
    "throws %s, which tells neither",
    async (code) => {
      await expect(ask(refused(code))).rejects.toMatchObject({ serviceCode: code, requestId: "r-1" });
    },
  );

  it("tells a platform that started it all the same, and takes no other answer for one", async () => {
    expect(await ask({ Result: { FunctionRequestId: "f-1" }, RequestId: "r-1" })).toBe("started");
    await expect(ask({ RequestId: "r-1" })).rejects.toThrow("is none of the platform's");
  });
});
