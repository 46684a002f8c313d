import { describe, expect, it } from "vitest";
import { signTc3 } from "../../../lib/adapters/scf/sign-tc3.ts";

/** The example of the vendor page "Signature v3". */
const call = {
  host: "cvm.tencentcloudapi.com",
  action: "DescribeInstances",
  version: "2017-03-12",
  region: "ap-guangzhou",
  body: Buffer.from('{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'),
};
const credentials = {
  secretId: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
  secretKey: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
  sessionToken: null,
};
const signature = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";

describe("signTc3()", () => {
  it("gives the signature of the vendor's example", () => {
    expect(signTc3(call, credentials, 1_551_113_065_000)).toEqual({
      "content-type": "application/json; charset=utf-8",
      "x-tc-action": "DescribeInstances",
      "x-tc-version": "2017-03-12",
      "x-tc-region": "ap-guangzhou",
      "x-tc-timestamp": "1551113065",
      authorization: `TC3-HMAC-SHA256 Credential=${credentials.secretId}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
    });
  });

  it("sends a token along and does not sign it", () => {
    const headers = signTc3(call, { ...credentials, sessionToken: "t" }, 1_551_113_065_999);
    expect(headers["x-tc-token"]).toBe("t");
    expect(headers["authorization"]).toContain(signature);
  });
});
