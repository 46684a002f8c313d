import { describe, expect, it } from "vitest";
import { assertHost } from "../../../lib/adapters/tencent/assert-host.ts";
import { ProtocolError } from "../../../lib/core/errors.ts";

const hostOf = (bucket: string, region = "ap-chongqing") => `${bucket}.ci.${region}.myqcloud.com`;
const check = (host: string) => () => assertHost({ method: "GET", host, path: "/", query: {} });

describe("assertHost()", () => {
  it.each([
    "ci.ap-chongqing.myqcloud.com",
    "photos-1250000000.ci.ap-chongqing.myqcloud.com",
    "audit-1250000000.cos.ap-shanghai-fsi.myqcloud.com",
    `${"a".repeat(63)}.cos.na-siliconvalley.myqcloud.com`,
  ])("takes %s", (host) => {
    expect(check(host)).not.toThrow();
  });

  it.each([
    ...["evil.com/", "x@y", "evil.com#", "evil.com?", "a.b", "..", "", "-a", "a-", "a b", "a%2Fb", "A", "图"].map(
      (each) => hostOf(each),
    ),
    ...["evil.com\u0000", "evil.com\r\nHost: x", "a\\b", "a:80", "[::1]", "127.0.0.1:80/x"].map((each) => hostOf(each)),
    ...["..", "", "evil.com/", "x.evil.com#", "a".repeat(64)].map((region) => hostOf("photos", region)),
    ...[
      hostOf("a".repeat(10_000)),
      "evil.com",
      "myqcloud.com",
      "ci.ap-a.myqcloud.com.evil.com",
      "ci.ap-a.myqcloud.com\n",
    ],
  ])("sends nothing to %j", (host) => {
    expect(check(host)).toThrow(ProtocolError);
  });

  it("shows such a name without what would move a terminal, and not all of a long one", () => {
    const name = `\u001b]0;x\u0007\u009b1m\u202E${"x".repeat(5_000)}`;
    try {
      assertHost({ method: "PUT", host: hostOf(name), path: "/", query: {} });
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).toMatch(/^Cannot PUT: "[ -~]{20,150}"… is no host of the service/);
    }
  });
});
