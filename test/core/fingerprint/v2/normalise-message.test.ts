import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Substitution } from "../../../../lib/core/fingerprint/substitution.ts";
import { normaliseMessage, readableText } from "../../../../lib/core/fingerprint/v2/normalise-message.ts";

function normal(message: string, ownKeys: readonly string[] = [], notes: Substitution[] = []): string {
  return normaliseMessage(message, { ownKeys, applyMasks: (text) => text, note: (each) => notes.push(each) });
}

describe("normaliseMessage", () => {
  it.each([
    ["Download photos/2026/cat-1.JPG failed: HTTP 503", "download <key> failed http 503"],
    ["HTTP/1.1 404 Not Found for https://u:p@h.com/x?q=1", "http/1.1 404 not found for <url>"],
    ['{"code": -5001, "status":"503", "seq": 12}', '{"code"-5001,"status""503","seq"<num>}'],
    ["code = 14, exit status 3, errno: 28, ret=-1, signal #9", "code=14,exit status 3,errno 28,ret=-1,signal #9"],
    ["错误码：１００１３，状态码 404，返回码为 -2", "错误码10013,状态码404,返回码为-2"],
    ["error 22 (code E2042) exception 0xC0000005", "error 22(code e2042)exception 0xc0000005"],
    ["copy failed (404), 融合失败（-46628）, save failed [12]", "copy failed(404),融合失败(-46628),save failed[<num>]"],
    ["HTTP 8080, HTTP: 999, port 12, http/2 503", "http <num>,http 999,port <num>,http/2 503"],
    ["RequestId: abc123def456, code: 500", "code 500"],
    ["server answered 502, 回调返回 404", "server answered 502,回调返回404"],
    ["error: 3 files; status code 12345678; line 404", "error <num> files;status code <num>;line <num>"],
    ["QR code IMG_0042.jpg, decode 17", "qr code <key>,decode <num>"],
    ["h264 H265 mp4 sha256 UTF-8 TLSv1.2 video/mp4 frame7", "h264 h265 mp4 sha256 utf-8 tlsv1.2 video/mp4 frame<num>"],
    ["64 MB, 67,108,864 bytes, 1920x1080, 12px, 30s, PT1M5S", "<num>"],
    ["at 2026-11-21T10:00:00+0800 in ap-beijing of #FFAA00", "at <time> in <region> of <num>"],
    ["dial [2402:4e00::1a]:443 and 10.0.0.1:80", "dial <ip> and <ip>"],
    ["image 照片/猫.jpg of 封面.PNG, a/b/图.webp失败 处理c.gif", "image <key> of <key>失败处理<key>"],
    ["posters-1250000000/a.jpg, photos-1250000000", "<key>,<bucket>"],
    ["tmp-1763719200-9f1c2d3e4b5a6978 worker-12 deadbee5", "tmp-<num> worker-<num> <num>"],
    ["ffffffff-e89b-42d3-a456-000000000000", "<id>"],
    ["x-123e4567-e89b-42d3-a456-00000000000f", "x-<num>"],
    ["imageMogr2/thumbnail/!50px imageView2/7/w/100 watermark/1", "imagemogr2/thumbnail!<num> imageview2 watermark"],
    ["no \"thumb-200\" 'a b.png' `a/b` 'imageMogr2/rotate/90'", "no\"thumb-<num>\"'<key>'\"<key>\"'imagemogr2/rotate'"],
    ["“2026-11-21 10:00:00”", '"<time>"'],
    ["try again. RequestId: NWU5Y2Q4ZTNfMjVhYzk0MGFfMTVhZl8zZjg=", "try again"],
    ["late (request id 0af7651916cd43dd8448eb211c80319c) again", "late again"],
    ['said "{\\"ret\\":-1005,\\"file\\":\\"a/b.jpg\\"}"', 'said"{"ret"-1005,"file""<key>"}"'],
    ["bad: a/1.jpg, b/2.png、c/3.gif; frames 1, 2, 3", "bad <key>;frames <num>"],
    ["<Error><Code>SlowDown</Code></Error>", "<error><code>slowdown</code></error>"],
    ["token=abc [cut:0123456789ab]", "token=<cut> <cut>"],
    ["图片 已 损坏 。", "图片已损坏"],
    ["Retrying ...", "retrying"],
    ["no address begins with http:// alone", "no address begins with http // alone"],
    ["", ""],
  ])("keeps what tells kinds apart, and masks the rest: %s", (message, expected) => {
    expect(normal(message)).toBe(expected);
  });

  it("knows the job's own keys whole, encoded, without folders and cut, the longest first", () => {
    const keys = ["in/cat", "in/cat (1).png", "照片/猫 1.jpg"];
    expect(normal("read in/cat (1).png of in/cat", keys)).toBe("read <key> of <key>");
    expect(normal("read /%E7%85%A7%E7%89%87/%E7%8C%AB%201.jpg", keys)).toBe("read <key>");
    expect(normal("read 猫 1.jpg and cat (1).png", keys)).toBe("read <key> and <key>");
    expect(normal("cannot read in/cat (1).p", keys)).toBe("cannot read <key>");
    expect(normal("cannot read in/cat (1...", keys)).toBe("cannot read <key>");
    expect(normal("a sin/cat (1", keys)).not.toContain("sin<key>");
    expect(normal("GET https://host/in/cat (1).png", keys)).toBe("get <url>(<num>).png");
    expect(normal("read b/1.jpg or a/1.jpg", ["b/1.jpg", "a/1.jpg"])).toBe("read <key> or <key>");
    expect(normal("cannot read images", ["images/1.jpg", "cat"])).toBe("cannot read images");
    expect(normal("x \ud800/y", ["\ud800/y"])).toBe("x <key>");
  });

  it("counts the beginning of a long message only, and cuts no mask in two", () => {
    expect(normal("word ".repeat(2_000))).toBe(`${"word ".repeat(102)}wo`);
    expect(normal(`${"x ".repeat(2_048)}end`)).toBe(normal("x ".repeat(2_048)));
    expect(normal(`${"ab ".repeat(170)}a/b.m3u8`)).toBe("ab ".repeat(170).trim());
    expect(normal(`${"猫".repeat(511)}\u{20000}猫`)).toBe("猫".repeat(511));
  });

  it("tells steps that lead from the message to what it gives", () => {
    const notes: Substitution[] = [];
    expect(normal("Ｇet “a/b 1.jpg”  at 10:20:30", [], notes)).toBe('get"<key>"at <time>');
    expect(notes).toEqual([
      { step: "plain text", before: "Ｇet “a/b 1.jpg”  at 10:20:30", after: "Get “a/b 1.jpg” at 10:20:30" },
      { step: "key", before: "a/b 1.jpg", after: "<key>" },
      { step: "time", before: "10:20:30", after: "<time>" },
      { step: "tidy", before: "Get “<key>” at <time>", after: 'get"<key>"at <time>' },
    ]);
    const none: Substitution[] = [];
    expect(normal("timed out", [], none)).toBe("timed out");
    expect(none).toEqual([]);
  });

  it("gives at most 512 characters of anything", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5_000 }), (message) => {
        expect(normal(message, [message]).length).toBeLessThanOrEqual(512);
      }),
    );
  });

  it.each([
    ..."a: 1,111 “ <num> 1-1- a@ 1.1. a/ 汉/ =汉 a/汉 status code http2 ([ <id>, <a -1 A-1 PT1 #a ap- a- _ 0x :0".split(
      " ",
    ),
    ..."a.jpg 汉.jp 1x x1 <id>< 错误码 \\\" seq: (( '".split(" "),
    "1 x",
    " 汉",
    "http ",
    "code ",
    "(a ",
    "req id <id>",
    "returned ",
    "a\u0301",
    "…",
    "\u33af",
    "\u200b",
    "' a",
  ])("takes no longer for a megabyte of %j than for what counts of it", (piece) => {
    const message = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const before = process.cpuUsage();
    normal(message, [message.slice(0, 850), "a/b.jpg"]);
    const used = process.cpuUsage(before);
    expect((used.user + used.system) / 1_000).toBeLessThan(1_000);
  });

  it.each(["…", ".", "=", ", ", "。"])("takes time linear in a run of %j that does not end the message", (piece) => {
    const message = `${piece.repeat(4_095)}x`;
    const before = process.cpuUsage();
    for (let times = 0; times < 50; times += 1) normal(message);
    const used = process.cpuUsage(before);
    expect((used.user + used.system) / 1_000).toBeLessThan(1_500);
  });

  it("looks at no more of a message than counts, whatever its characters stand for", () => {
    expect(readableText("\ufdfa".repeat(4_000), () => {})).toHaveLength(4_096);
  });
});

describe("readableText", () => {
  it("is plain, of one line, and holds no secret", () => {
    expect(readableText("失败：\u001b[31mＡ\u001b[0m\n token=abc", () => {})).toMatch(
      /^失败: A token=\[cut:[0-9a-f]{12}\]$/,
    );
  });
});
