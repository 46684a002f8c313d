import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseMessage } from "../../../../lib/core/fingerprint/v1/normalise-message.ts";
import { redactText } from "../../../../lib/core/redact.ts";

describe("normaliseMessage", () => {
  it.each([
    ["Download photos/2026/cat-1.JPG failed: HTTP 503", "Download <key.jpg> failed: HTTP <num>"],
    ["下载源图“图片/猫 1.jpg”失败，耗时 12.5 秒", "下载源图“<key.jpg>”失败, 耗时 <duration>"],
    ["image 1920x1080 exceeds 50MB (12,345,678 bytes)", "image <dims> exceeds <size> (<size>)"],
    ["图片尺寸 640 × 480 超过 2.5 MB/s", "图片尺寸 <dims> 超过 <size>"],
    ["bucket photos-1250000000 at 10.0.0.1:8080", "bucket <bucket> at <ip>"],
    ["fe80::1: refused, [2001:db8::ff00:42:8329]", "<ip>: refused, [<ip>]"],
    ["at 2026-11-21T10:00:00+0800 and 2026/11/21 10:00", "at <time> and <time>"],
    ["Sat, 21 Nov 2026 10:00:00 GMT | 10:20:30.123", "<time> | <time>"],
    ["Sat Nov 21 10:00:00 CST 2026; 20261121T101010Z", "<time>; <time>"],
    ["2026年11月21日 上午10时5分3秒超时", "<time>超时"],
    ["job c93984788066911ed89ed352d4d9d2084", "job <id>"],
    ["id c93984788066911e689ed352d4d9d2ghd4", "id <id>"],
    ["RequestId=NWU5Y2Q4ZTNfMjVhYzk0MGFfMTVhZl8zZjg=, retry", "RequestId=<id>, retry"],
    ["{123E4567-e89b-12d3-a456-426614174000}", "{<id>}"],
    ["trace QWxhZGRpbjpPcGVuU2VzYW", "trace <id>"],
    ["d41d8cd98f00b204e9800998ecf8427e.", "<id>."],
    ["from ops@example.com", "from <mail>"],
    ["see https://u:p@host/x?q=1。", "see <url>。"],
    ["callback=https%3A%2F%2Fhost%2Fx timed out", "callback=<url> timed out"],
    ["p-1250000000.cos.ap-beijing.myqcloud.com and a.b.com/x", "<host> and <url>"],
    ["x-cos-security-token=abc", "x-cos-security-token=<cut>"],
    ["code -1094995529 0xC00D36C4 deadbee5 1e-5 50%", "code <num> <num> <num> <num> <num>%"],
    ["/data/tmp/f1 C:\\tmp\\a.png ./x", "<key> C:<key.png> <key>"],
    ["img@2x.png a.7z b.m3u8 c.xyz", "<key.png> <key.7z> <key.m3u8> c.xyz"],
    ["'abc12xyz' 'photos/cat' `a b.png` \"12345678\"", "'<key>' '<key>' `<key.png>` \"<num>\""],
    ["'photos-1250000000' “0123456789abcdef0123456789abcdef”", "'<bucket>' “<id>”"],
  ])("masks what changes: %s", (message, normal) => {
    expect(normaliseMessage(message)).toBe(normal);
  });

  it.each([
    "can't decode and/or read: I/O error",
    "image/png is not supported",
    "The specified key does not exist.",
    "SignatureDoesNotMatchException",
    "InvalidArgument.ImageFormat 'rotate' \"no such thing\"",
    "源图不存在",
    "Node.js a.b face::add <b>",
    "a source begins with http:// or cos:// here",
  ])("leaves words as they are: %s", (message) => {
    expect(normaliseMessage(message)).toBe(message);
  });

  it("masks the job's own keys first, the longest before what begins it, and none in a URL", () => {
    const keys = ["in/cat", "in/cat (1).png", "cat"];
    const message = "cannot read in/cat (1).png of cat";
    expect(normaliseMessage(message, keys)).toBe("cannot read <key> of cat");
    expect(normaliseMessage(message, [...keys].reverse())).toBe("cannot read <key> of cat");
    expect(normaliseMessage("GET https://host/in/cat failed", keys)).toBe("GET <url> failed");
  });

  it("keeps the word of a word with a number", () => {
    expect(normaliseMessage("imageMogr2 H264 mp4 1080p v1.2.3 utf8")).toBe(
      "imageMogr<num> H<num> mp<num> <num>p v<num> utf<num>",
    );
  });

  it("makes full-width forms plain, and drops terminal codes, invisible characters and runs of white space", () => {
    expect(normaliseMessage("\u001b[31mＥｒｒｏｒ\u001b[0m：\t\u200b 图片\r\n  损坏\u0007 ")).toBe("Error: 图片 损坏");
  });

  it("counts the beginning of a long message only, and ends between words", () => {
    expect(normaliseMessage(`${"word ".repeat(2_000)}`)).toBe("word ".repeat(102).trim());
    expect(normaliseMessage(`${"x ".repeat(2_048)}end`)).toBe(normaliseMessage("x ".repeat(2_048)));
    expect(normaliseMessage(`${"ab ".repeat(169)}a/b.m3u8`)).toBe("ab ".repeat(169).trim());
    expect(normaliseMessage(`${"ab ".repeat(170)}cd`)).toBe(`${"ab ".repeat(170)}cd`);
    expect(normaliseMessage("猫".repeat(600))).toBe("猫".repeat(512));
    expect(normaliseMessage(`x${"\u{20000}".repeat(300)}`)).toBe(`x${"\u{20000}".repeat(255)}`);
  });

  it("takes a word of no sensible length for an id", () => {
    expect(normaliseMessage(`at ${"ab-".repeat(1_000)}`)).toBe("at <id>");
    expect(normaliseMessage(`at ${"ab/".repeat(250)}cat.jpg`)).toBe("at <key.jpg>");
  });

  it("has nothing to say of nothing", () => {
    expect(normaliseMessage("")).toBe("");
    expect(normaliseMessage(" \n")).toBe("");
  });

  it("changes nothing the second time, and never tells more than 512 characters", () => {
    fc.assert(
      fc.property(hostileMessage(), (message) => {
        const once = normaliseMessage(message);
        expect(normaliseMessage(once)).toBe(once);
        expect(once.length).toBeLessThanOrEqual(512);
      }),
      { numRuns: 3_000 },
    );
  });

  it("does not care whether the message was redacted before", () => {
    const address = fc.webUrl({ withQueryParameters: true, withFragments: true });
    fc.assert(
      fc.property(
        address,
        fc.constantFrom("fetch ", "下载", "cb="),
        fc.constantFrom("", " failed", "。"),
        (url, a, b) => {
          expect(normaliseMessage(redactText(a + url + b))).toBe(normaliseMessage(a + url + b));
        },
      ),
    );
  });

  it.each(["a:", "1 x", "1月", "' a", "1,111", "“", "<num>", "1-1-", "a@", "1.1."])(
    "takes no longer for many megabytes of %j than for their beginning",
    (piece) => {
      const message = piece.repeat(5_000_000 / piece.length);
      const before = process.cpuUsage();
      normaliseMessage(message);
      const used = process.cpuUsage(before);
      expect((used.user + used.system) / 1_000).toBeLessThan(1_000);
    },
  );
});

/** Messages made of what the masks look for, in any order, masks among them. */
function hostileMessage(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    ..."a b1 x.jpg cat 5 12 1024 < > ' \" “ ” ‘ ’ / \\ :// http:// https%3A%2F%2F %3F @ : . , - + _ = == ? #".split(
      " ",
    ),
    ..."<num> <key.mp4> <url> 猫 请检查 ， 。 token token= Signature: q-ak= <Token> </Token> ( ) x × MB s 月 日".split(
      " ",
    ),
    ..."2026-11-21 10:20:30 +0800 T Z Nov 10.0.0.1 fe80::1 :: a: myqcloud.com photos-1250000000 0x1F e5 $ ~".split(" "),
    ..."0123456789abcdef0123456789abcdef NWU5Y2Q4ZTNfMjVhYzk0MGFf 12345678 [cut:0123456789ab] é %25".split(" "),
    " ",
    " ",
    "\n",
    "Mon, ",
    "21 Nov 2026",
    "Bearer ",
    "\u0301",
    "\u0338",
    "\u200b",
    "\u1100",
    "\u1161",
    "\u{20000}",
    "\ud800",
    "\u001b[31m",
  );
  return fc.oneof(
    { arbitrary: fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join("")), weight: 8 },
    { arbitrary: fc.array(pieces, { minLength: 100, maxLength: 400 }).map((parts) => parts.join("")), weight: 1 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 60 }), weight: 1 },
  );
}
