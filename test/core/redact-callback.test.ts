import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactCallback } from "../../lib/core/redact-callback.ts";

/** With the digits of marks left out, which tests do not know. */
function shape(url: string): string {
  return redactCallback(url).replace(/\[cut:[0-9a-f]{12}\]/g, "✂");
}

const word = "abcdefghijklmnopqrstuvwxyz0123456789";

describe("redactCallback()", () => {
  it("leaves the first digits of the SHA-256 of what it cut", () => {
    // printf 'bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5' | sha256sum
    const url = "https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5/sendMessage";
    expect(redactCallback(url)).toBe("https://api.telegram.org/[cut:c4dcd3b7e551]/sendMessage");
    // printf 'k=v' | sha256sum
    expect(redactCallback("hooks.example/ci?k=v")).toBe("hooks.example/ci?[cut:9246d2c0e0f2]");
  });

  it.each([
    [
      "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
      "/services/T00000000/B00000000/✂",
    ],
    ["https://open.example.cn/open-apis/bot/v2/hook/0b1c2d3e-1111-2222-3333-444455556666", "/open-apis/bot/v2/hook/✂"],
    ["https://discord.com/api/webhooks/123456789012345678/abcDEF_ghi-jklMNOpqrSTU", "/api/webhooks/✂/✂"],
    [`https://hooks.example/ci/${word}/`, "/ci/✂/"],
    ["https://hooks.example/ci/s3cr3t.t0ken.v4lue.with.dots", "/ci/✂"],
    ["https://hooks.example/ci/abcdefghijklmnop~qrstuvwxyz", "/ci/✂"],
    ["https://hooks.example/ci/abcdefghijklmnop%3D%3D", "/ci/✂"],
    ["https://hooks.example/ci/abcdefghijklmnop==", "/ci/✂"],
    ["https://hooks.example/ci/abcdefgh+ij,klmn$op", "/ci/✂"],
    [`https://hooks.example/ci/${word}?x=1`, "/ci/✂?✂"],
    [`https://hooks.example/ci/${word}#x`, "/ci/✂#✂"],
  ])("cuts a long segment of the path, and what follows the path: %s", (url, path) => {
    expect(shape(url)).toBe(`https://${new URL(url).host}${path}`);
  });

  it.each([
    [`hooks.example/ci/${word}?k=v`, "hooks.example/ci/✂?✂"],
    [`http:\\\\u:p@hooks.example\\ci\\${word}`, "http:\\\\✂@hooks.example\\ci\\✂"],
    [`https:\\/\\/hooks.example\\/ci\\/${word}`, "https:\\/\\/hooks.example\\/ci\\/✂"],
    [`https%3A%2F%2Fhooks.example%2Fci%2F${word}`, "https✂"],
    ["https://user:hunter2@hooks.example/done", "https://✂@hooks.example/done"],
    ["u:p@hooks.example/done", "u:✂@hooks.example/done"],
    [`/${word}`, "/✂"],
  ])("knows an address however it is written: %s", (url, expected) => {
    expect(shape(url)).toBe(expected);
  });

  it.each([
    "https://image-processing-hooks.of.a.long-name.example.com/done",
    "https://a-very-long-host-name.example.com:8443",
    "http://[2001:db8:85a3:8d3:1319:8a2e:370:7348]:8080/image-jobs/done",
    "https://hooks.example/fifteen-letters/v2/",
    "",
  ])("keeps an address that tells what it is for: %s", (url) => {
    expect(redactCallback(url)).toBe(url);
  });

  it("keeps the host and the short words, and no long one, wherever they stand", () => {
    const unit = fc.constantFrom(..."abXY09-._~:=@%");
    // Behind a colon, two slashes would begin another address.
    const long = fc.string({ unit, minLength: 15, maxLength: 40 }).map((text) => `${text}Z`);
    const segment = fc.oneof(
      fc.constantFrom("", "hook", "v2", "a.b-c_d").map((text) => ({ text, kept: true })),
      long.map((text) => ({ text, kept: false })),
    );
    const tail = fc.constantFrom("", "?x=1", "#x", "?", "/");
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), fc.constantFrom("/", "\\"), tail, (segments, slash, end) => {
        const url = `https://hooks.example/${segments.map(({ text }) => text).join(slash)}${end}`;
        const told = shape(url);
        expect(told.startsWith("https://hooks.example/")).toBe(true);
        const path = told.slice("https://hooks.example/".length).split(/[?#]/)[0] ?? "";
        const expected = segments.map(({ text, kept }) => (kept ? text : "✂")).join(slash);
        expect(path).toBe(end === "/" ? `${expected}/` : expected);
      }),
    );
  });

  it("leaves marks as they are", () => {
    const once = redactCallback(`https://u:p@hooks.example/ci/${word}/token=abc?x=1`);
    expect(redactCallback(once)).toBe(once);
    expect(once).not.toContain("abc");
  });
});
