import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sinkSecrets } from "../../../lib/core/alerts/sink-secrets.ts";

function cut(text: string, values: readonly (string | undefined)[]): string {
  return sinkSecrets(values).reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
}

describe("sinkSecrets", () => {
  it.each([
    [
      "https://hooks.slack.com/services/T0123ABCD/B0123ABCD/XXXXXXXXXXXXXXXXXXXXXXXX",
      ["T0123ABCD", "B0123ABCD", "XXXXXXXXXXXXXXXXXXXXXXXX", "hooks.slack.com"],
    ],
    [
      "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7000-4bc4-97a0-0ec2aaaa5555",
      ["693a91f6-7000-4bc4-97a0-0ec2aaaa5555", "qyapi.weixin.qq.com"],
    ],
    ["https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef", ["0123456789abcdef", "oapi.dingtalk.com"]],
    [
      "https://open.feishu.cn/open-apis/bot/v2/hook/0a1b2c3d-0000-4000-8000-aaaaaaaaaaaa",
      ["0a1b2c3d-0000-4000-8000-aaaaaaaaaaaa"],
    ],
    [
      "https://alerts.example.com:8443/in?token=a%2Fb%2Fc%2Fd%2Fe",
      ["a%2Fb%2Fc%2Fd%2Fe", "a/b/c/d/e", "alerts.example.com:8443", "alerts.example.com"],
    ],
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]],
    [" https://alerts.example.com/0123456789abcdef\n", ["0123456789abcdef", "alerts.example.com"]],
    ["https://user:pa55word@h.example.com/%zz0123456789", ["pa55word", "%zz0123456789"]],
    ["https://h.example.com/in/aLetteredSecret", ["aLetteredSecret"]],
  ])("cuts what is in %s", (value, parts) => {
    const seen = [value, ...parts].map((part) => `no such hook: ${part}.`).join(" ");
    const left = cut(seen, [value]);
    expect(parts.filter((part) => left.includes(part))).toEqual([]);
    expect(left).toContain("no such hook");
  });

  it("leaves the words that addresses are made of, and what is too short to be one", () => {
    const values = ["https://h.example.com/robot/send/cgi-bin/open-apis?access_token=abc", "short", undefined, ""];
    const text = "robot send cgi-bin open-apis access_token abc short";
    expect(cut(text, values)).toBe(text);
  });

  it("has the longest first, so that nothing is left of what holds another", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const lengths = sinkSecrets([url]).map(({ length }) => length);
        expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
        expect(cut(`see ${url}`, [url])).toBe("see …");
      }),
    );
  });
});
