import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintV1 } from "../../../../lib/core/fingerprint/v1/fingerprint.ts";
import { variables } from "../variables.ts";

function of(message: string, code = "InternalError"): string {
  return fingerprintV1({ code, message });
}

/** Messages of one kind in a row each; no two rows are of one kind. */
const kinds: readonly (readonly string[])[] = [
  ["Failed to download photos/a.jpg: HTTP 503", "Failed to download imgs/2026/11/b-77.jpg: HTTP 502"],
  ["Failed to download photos/a.png: HTTP 503", "Failed to download /x/b.png: HTTP 500"],
  ["Failed to decode photos/a.jpg", "Failed to decode b_0001.JPG"],
  ["Image size 1920x1080 exceeds the limit 1000x1000", "Image size 99999 x 20 exceeds the limit 500×500"],
  ["Image size 52428801 bytes exceeds 50MB", "Image size 1.5 GB exceeds 512 KiB"],
  ["Width 40000 exceeds the limit 30000", "Width 30001 exceeds the limit 30000"],
  ["Height 40000 exceeds the limit 30000", "Height 30001 exceeds the limit 30000"],
  ["Access denied to bucket photos-1250000000", "Access denied to bucket my-imgs-1258888888"],
  ["No such bucket photos-1250000000", "No such bucket x-1300000000"],
  ["Connect to 10.0.0.1:8080 refused", "Connect to 192.168.200.14 refused", "Connect to fe80::9:1 refused"],
  ["Connect to 10.0.0.1:8080 timed out", "Connect to 172.16.0.9:443 timed out"],
  ["Timed out after 30s", "Timed out after 1.5 minutes", "Timed out after 900 ms"],
  ["Callback to https://a.com/x?token=1 failed", "Callback to http://b.cn:8080/y/z failed"],
  ["Callback to https://a.com/x?token=1 was rejected", "Callback to http://b.cn/ was rejected"],
  ["Template t0123456789abcdef0123456789abcdef not found", "Template t00000000000000000000000000000000 not found"],
  ["Queue p0123456789abcdef0123456789abcdef not found", "Queue p2911917386e148639319e13c285cc774 not found"],
  ["Watermark image 'logo 1.png' is broken", "Watermark image 'brand/logo.png' is broken"],
  ["Font 'simhei' is unknown", "Font 'simhei' is unknown"],
  ["Expired at 2026-11-21T10:00:00+0800", "Expired at 2025-01-02 03:04:05.678 +08:00", "Expired at 2026/1/2"],
  ["Started at 2026-11-21T10:00:00+0800", "Started at Sat, 21 Nov 2026 10:00:00 GMT"],
  ["Mail to ops@example.com bounced", "Mail to first.last+tag@mail.example.cn bounced"],
  ["RequestId: NWU5Y2Q4ZTNfMjVhYzk0MGFfMTVhZl8zZjg=", "RequestId: NWYxYjJjM2RfMTIzNDU2NzhfYWJjXzEyMw=="],
  ["md5 d41d8cd98f00b204e9800998ecf8427e mismatch", "md5 900150983cd24fb0d6963f7d28e17f72 mismatch"],
  ["sha1 d41d8cd98f00b204e9800998ecf8427e mismatch", "sha1 a9993e364706816aba3e25717850c26c9cd0d89d mismatch"],
  ["Unsupported format image/heic", "Unsupported format  image/heic "],
  ["Unsupported format image/avif", "Unsupported\nformat image/avif"],
  ["decode error -1094995529", "decode error 22"],
  ["encode error -1094995529", "encode error 0xC00D36C4"],
  ["下载源图失败：HTTP 503", "下载源图失败: HTTP 404"],
  ["下载水印图失败：HTTP 503", "下载水印图失败：HTTP 500"],
  ["图片“照片/猫.jpg”不存在", "图片“a/b/c 12.jpg”不存在"],
  ["图片“照片/猫.jpg”已损坏", "图片“狗.jpg”已损坏"],
  ["图片尺寸 1920x1080 超过限制", "图片尺寸　１２０００×９０００　超过限制"],
  ["图片大小 52428801 字节超过限制", "图片大小 64MB超过限制"],
  ["存储桶 photos-1250000000 无权限", "存储桶 imgs-1300000001 无权限"],
  ["回调地址 https://a.com/cb?sign=x 超时", "回调地址 https://b.cn/callback 超时"],
  ["任务于 2026年11月21日 10时5分3秒 超时", "任务于 2025-01-02T03:04:05+0800 超时"],
  ["任务 c93984788066911ed89ed352d4d9d2084 已取消", "任务 j0123456789abcdef0123456789abcdef 已取消"],
  ["处理超时，耗时 30 秒", "处理超时，耗时 12.5 分钟"],
  [
    "内部错误，请重试（123e4567-e89b-12d3-a456-426614174000）",
    "内部错误，请重试(00000000-0000-4000-8000-000000000000)",
  ],
  ["模板参数 width=100 无效", "模板参数 width=-5 无效"],
  ["模板参数 height=100 无效", "模板参数 height=1e9 无效"],
  ["人脸检测失败", "人脸检测失败"],
  ["人脸检测超时", "人脸检测超时"],
];

describe("fingerprintV1() of a job whose message tells its own key", () => {
  const message = (key: string) => `源文件下载失败：${key}，HTTP 状态码 404 (again: ${key})`;
  const withKey = (key: string, text = message(key)) => fingerprintV1({ code: "E", message: text, ownKeys: [key] });

  it("does not change with the key, whatever the key holds", () => {
    const keys = [
      '活动/双 11 & 返场/O\'Brien "final" (2).jpg',
      "a b/<原图>$&.jpg",
      "raw<1>/海报_v2>终稿.jpg",
      "x/1.jpg",
    ];
    expect(new Set(keys.map((key) => withKey(key))).size).toBe(1);
  });

  it("is the same in a URL, and behind a bucket", () => {
    const inUrl = (key: string) => withKey(key, `拉取 https://a-1250000000.cos.myqcloud.com/${key}?sign=abc 失败：403`);
    expect(inUrl("users/IMG_6495.heic")).toBe(inUrl("users/%E5%9B%BE.heic"));
    const inBucket = (bucket: string, key: string) => withKey(key, `没有写入 ${bucket}/${key} 的权限`);
    expect(inBucket("posters-1250000000", "a/图.webp")).toBe(inBucket("products-1250000000", "b/1.webp"));
  });

  it("keeps the rest of the message", () => {
    expect(withKey("图/a.png")).not.toBe(withKey("图/a.png", "不支持：图/a.png"));
  });

  it("takes no plain word for a key", () => {
    expect(withKey("image", "image is broken")).toBe(fingerprintV1({ code: "E", message: "image is broken" }));
  });
});

describe("fingerprintV1", () => {
  it("is stable: a change of any of these needs a new version", () => {
    // printf '["NoSuchKey","key <key.jpg> is missing"]' | sha256sum
    expect(fingerprintV1({ code: "NoSuchKey", message: "key a/b.jpg is missing" })).toBe(
      "v1:0bd0d358188601a96541565b759dc556",
    );
  });

  it.each(kinds.map((messages) => [messages[0], messages] as const))("is one for one kind: %s", (_first, messages) => {
    expect(new Set(messages.map((message) => of(message))).size).toBe(1);
  });

  it("differs from kind to kind", () => {
    expect(kinds.length).toBeGreaterThanOrEqual(40);
    expect(new Set(kinds.map(([first]) => of(first ?? ""))).size).toBe(kinds.length);
  });

  it("never is the same for two codes, nor does it change a code", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, message) => {
        fc.pre(a !== b);
        expect(of(message, a)).not.toBe(of(message, b));
      }),
    );
    expect(of("x", "Error500")).not.toBe(of("x", "Error501"));
  });

  it("does not take code and message for one text", () => {
    expect(of("bc", "a")).not.toBe(of("c", "ab"));
    expect(of('","x', "a")).not.toBe(of("x", 'a","'));
  });

  it.each(Object.entries(variables()))("does not change with %s", (_name, variable) => {
    const sentences = ["Cannot read # now", "处理 # 失败", "a=#, b=2", "（#）", "source: #", "[#]"];
    fc.assert(
      fc.property(fc.constantFrom(...sentences), variable, variable, (sentence, first, second) => {
        expect(of(sentence.replace("#", () => first))).toBe(of(sentence.replace("#", () => second)));
      }),
    );
  });
});
