import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactText } from "../../lib/core/redact.ts";
import { hostileText } from "./hostile-text.ts";

const mark = /\[cut:[0-9a-f]{12}\]/g;

/** With the digits of marks left out, which tests do not know. */
function shape(text: string): string {
  return redactText(text).replace(mark, "✂");
}

describe("redactText", () => {
  it("marks a cut with the first digits of its SHA-256", () => {
    // printf 'sign=abc' | sha256sum; printf 'user:pw' | sha256sum
    expect(redactText("https://user:pw@host/path?sign=abc")).toBe(
      "https://[cut:161f0c98aea3]@host/path?[cut:092ffeedddf4]",
    );
    // printf 'user:p#ss@host/x' | sha256sum
    expect(redactText("http://user:p#ss@host/x")).toBe("http://[cut:b45d4415d245]");
  });

  it.each([
    ["https://host/path?a=b", "https://host/path?✂"],
    ["https://host/path#token", "https://host/path#✂"],
    ["https://host/path?a=b#c?d", "https://host/path?✂"],
    ["https://host?a=b", "https://host?✂"],
    ["https://user@host/", "https://✂@host/"],
    ["https://a:b@c:d@host/", "https://✂@host/"],
    ["ftp://u:p@host/x and redis://:pw@host:6379/0", "ftp://✂@host/x and redis://✂@host:6379/0"],
    ["//u:p@x ://u:p@host/x", "//u:p@x ://✂@host/x"],
    ["http://a/?x=http://u:p@b/", "http://a/?✂"],
    ["http://a/http://u:p@b/c?d", "http://a/http://✂@b/c?✂"],
    ["http://user:p#ss@host/x", "http://✂"],
    ["http://user:p/ss@host/x", "http://✂"],
    ["http://user:1p/ss@host/x", "http://✂"],
    ["https://host/who%3F/a%40b.jpg", "https://host/who%3F/a%40b.jpg"],
    ["http://[::1]:80/img@2x.png?x=1", "http://[::1]:80/img@2x.png?✂"],
    ["http://host:80/img@2x.png", "http://host:80/img@2x.png"],
    ["http://host/token=abc/x?y=1", "http://host/token=✂"],
  ])("cuts user-info, query and fragment: %s", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    ["see https://host/path.", "see https://host/path."],
    ["(https://host/path?a=b).", "(https://host/path?✂)."],
    ["'https://host/path?a=b', then", "'https://host/path?✂', then"],
    ["is it https://host/path?", "is it https://host/path?"],
    ['<a href="https://host/?a=b">', '<a href="https://host/?✂">'],
    ["回调https://host/cb?token=abc，失败", "回调https://host/cb?✂，失败"],
    ["回调https://host/cb?token=abc请检查。", "回调https://host/cb?✂请检查。"],
    ["https://host/图片/猫.jpg?sign=abc下载失败", "https://host/图片/猫.jpg?✂下载失败"],
    ["https://host/p?name=猫&sign=abc", "https://host/p?✂"],
    ["https://host/p?password=密码", "https://host/p?✂"],
    ["「https://host/p?a=b」", "「https://host/p?✂」"],
  ])("leaves the sentence around it whole: %s", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    ["https:\\/\\/u:p@host\\/path?a=b", "https:\\/\\/✂@host\\/path?✂"],
    ["https%3A%2F%2Fu%3Ap%40host%2Fpath%3Fa%3Db", "https%3A%2F%2F✂%40host%2Fpath%3F✂"],
    ["https%3A%2F%2Fhost%2Fimg%402x.png", "https%3A%2F%2Fhost%2Fimg%402x.png"],
    ["https%253A%252F%252Fhost%252Fimg%25402x.png", "https%253A%252F%252Fhost%252Fimg%25402x.png"],
    ["https%253a%252f%252fhost%252fpath%253fa%253db", "https%253a%252f%252fhost%252fpath%253f✂"],
    ["http://proxy/http%3A%2F%2Fu%3Ap%40host%2Fx%3Fa%3Db", "http://proxy/http%3A%2F%2F✂%40host%2Fx%3F✂"],
  ])("sees through escapes: %s", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    ["cat.jpg?x=1&q-signature=0a1b&q-ak=AK", "cat.jpg?x=1&q-signature=✂"],
    ["q-sign-algorithm=sha1&q-ak=AK&q-signature=0a1b", "q-sign-algorithm=✂"],
    ["x-cos-security-token=abc, retry", "x-cos-security-token=✂, retry"],
    ["key?AWSAccessKeyId=AK&Expires=5&Signature=xx%3D)", "key?AWSAccessKeyId=✂)"],
    ["Signature%3Dabc", "Signature%3D✂"],
    ["sign=abc。", "sign=✂。"],
    ["design=1", "design=1"],
    ['{"Token": "abc","n":1}', '{"Token": "✂","n":1}'],
    ['{\\"Token\\":\\"abc\\"}', '{\\"Token\\":\\"✂\\"}'],
    ["<Signature>abc</Signature>", "<Signature>✂</Signature>"],
    ["Authorization: Bearer abcdefghijklmnopqrst", "Authorization: Bearer ✂"],
    ["Authorization: q-sign-algorithm=sha1&q-signature=0a1b", "Authorization: q-sign-algorithm=✂"],
    ["secretKey: abcdefghijklmnopqrst", "secretKey: ✂"],
    ["token: expired", "token: expired"],
    ["token=...", "token=..."],
    ["token=[cut:0123456789ab]secret", "token=✂"],
    ["The signature does not match.", "The signature does not match."],
  ])("cuts values of signed requests outside of URLs: %s", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    ["no such id AKIDz8krbsJ5yKBZQpn74WFkmLPx3 here", "no such id ✂ here"],
    ["AKID0123456789abc", "✂"],
    ["xAKID0123456789abc-1", "x✂-1"],
    ["AKID0123456789ab", "AKID0123456789ab"],
    ["akid0123456789abcdef", "akid0123456789abcdef"],
    ["photos/AKID0123456789abc/cat.jpg", "photos/✂/cat.jpg"],
    ["https://host/AKID0123456789abc/cat.jpg", "https://host/✂/cat.jpg"],
    ["Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SflKxw-RJ_SM.", "Bearer ✂."],
    ["(eyJa.eyJb.c)", "(✂)"],
    ["five parts eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn end", "five parts ✂ end"],
    ["Bearer%20eyJa.eyJb.c", "Bearer%20✂"],
    ["www.eyJa.eyJb.c", "www.✂"],
    ["eyJa.eyJb", "eyJa.eyJb"],
    ["eyJ.a.b", "eyJ.a.b"],
    ["eyJa.AKID0123456789abcdef.c-AKID0123456789abcdef", "✂"],
    ["AKID0123456789abceyJa.b.c", "✂✂"],
  ])("cuts secret ids and tokens that stand alone: %s", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it("tells equal cuts to be equal, and different ones to be different", () => {
    expect(redactText("https://a/?k=1")).toBe(redactText("https://a/?k=1"));
    expect(redactText("https://a/?k=1")).not.toBe(redactText("https://a/?k=2"));
  });

  it("lets no secret through, wherever in a URL it stands", () => {
    const place = fc.constantFrom(
      (s: string) => `https://${s}@host/p`,
      (s: string) => `https://user:${s}@host/p`,
      (s: string) => `https://host/p?${s}`,
      (s: string) => `https://host/p?a=b&c=${s}&d`,
      (s: string) => `https://host/p#${s}`,
      (s: string) => `见https://host/图?t=${s}，重试`,
      (s: string) => `https%3A%2F%2Fhost%2Fp%3Ft%3D${s}`,
      (s: string) => `x.jpg?q-signature=${s}`,
      (s: string) => `{"sessionToken":"${s}"}`,
      (s: string) => `x-cos-security-token=${s}`,
    );
    const secret = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_%+-]{7,60}$/).filter((text) => !/cut|host/.test(text));
    fc.assert(
      fc.property(place, secret, fc.constantFrom("", " ", "前文", "(", "x "), (put, text, before) => {
        expect(redactText(before + put(text))).not.toContain(text);
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const once = redactText(text);
        expect(redactText(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    "://",
    "token",
    "token=",
    "token:",
    "x://?b ",
    "://a:b@",
    "%25",
    "<signature",
    "]",
    "a",
    "://猫",
    "\\",
    "[cut:0123456789ab]",
    "eyJ",
    "eyJa.",
    "eyJa..",
    " eyJa.b",
    "-",
    "AKID",
    "AKID0123456789ab-",
  ])("takes time linear in a megabyte of %j", (piece) => {
    const text = `://token${piece.repeat(1_000_000 / piece.length)}`;
    const before = process.cpuUsage();
    redactText(text);
    const used = process.cpuUsage(before);
    // A quadratic search would take some 10^11 steps: minutes. Processor time does not count other processes.
    expect((used.user + used.system) / 1_000).toBeLessThan(5_000);
  });
});
