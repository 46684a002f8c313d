/**
 * The failures of the demo, in both languages that operators meet.
 *
 * No page of the vendor lists the codes of failed jobs: codes and messages are composed for this project.
 */

import type { ScenarioInput } from "./scenario.ts";

export const demoFailures: NonNullable<ScenarioInput["failures"]> = [
  {
    code: "ResourceDownloadFailed",
    messages: [
      "源文件下载失败：{input}，HTTP 状态码 404",
      "Download of source object {input} failed: NoSuchKey, request {requestId}",
    ],
    share: 0.006,
  },
  {
    code: "UnsupportedFormat",
    messages: ["不支持的图片格式：{input}", "The format of {input} is not supported (first bytes {hex:8})"],
    share: 0.003,
  },
  {
    code: "ImageTooLarge",
    messages: [
      "图片尺寸超出限制：{int:30001-65000}x{int:30001-65000}，最大 30000x30000",
      "Image of {int:33554433-90000000} bytes exceeds the limit of 33554432 bytes",
    ],
    share: 0.0025,
  },
  {
    code: "ProcessTimeout",
    messages: [
      "处理超时：任务在 {int:300-900} 秒内未完成",
      "Processing timed out after {int:300000-900000} ms on {ip}",
    ],
    share: 0.002,
  },
  {
    code: "CorruptedImage",
    messages: ["图片数据损坏，在第 {int:100-9000000} 字节处解码失败", "Truncated image data in {input}"],
    share: 0.002,
  },
  {
    code: "AccessDenied",
    messages: [
      "没有写入 {bucket}/{output} 的权限",
      "The role is not allowed to put {output} into {bucket} (request {requestId})",
    ],
    share: 0.0015,
    queues: ["product-images", "backfill"],
  },
  {
    code: "SourceUrlRefused",
    messages: ["拉取 {url} 失败：403 Forbidden", "Cannot fetch {url}: the signature has expired"],
    share: 0.001,
  },
  {
    code: "TemplateNotExist",
    messages: ["模板 {operation} 不存在或已被删除"],
    share: 0.001,
    tags: ["PicProcess"],
    template: "旧版水印",
  },
  {
    code: "PosterFontMissing",
    messages: [
      "海报字体缺失：HarmonyOS Sans SC {int:100-900}",
      "Font 'SourceHanSans-{int:1-7}' of the poster is missing",
    ],
    share: 0.0008,
    tags: ["PosterProduction"],
  },
  {
    code: "PosterSlotEmpty",
    messages: ["海报模板的图片槽位 {int:1-12} 没有素材"],
    share: 0.0005,
    tags: ["PosterProduction"],
  },
  {
    code: "SuspiciousContent",
    messages: [
      "检测到疑似可执行内容，偏移 {int:1000-900000}",
      "Executable content at offset {int:1000-900000} of {input}",
    ],
    share: 0.001,
    tags: ["ImageInspect"],
  },
  {
    code: "InvalidProcessRule",
    messages: ["处理参数无效：{operation}"],
    share: 0.0008,
    tags: ["PicProcess"],
    rule: "imageMogr2/thumbnail/!0p",
  },
  {
    code: "WatermarkNotFound",
    messages: ["水印图片不存在：{bucket}/watermarks/{hex:6}.png"],
    share: 0.0007,
    queues: ["watermarks"],
  },
  {
    code: "InternalError",
    messages: ["服务内部错误，请稍后重试（{requestId}）", "internal error, trace {uuid}"],
    share: 0.001,
  },
  {
    code: "TargetBucketNotExist",
    messages: ["Target bucket of {output} in {region} does not exist"],
    share: 0.0005,
  },
  {
    code: "QuotaExceeded",
    messages: ["当日超分辨率配额已用完（{int:1000-1200}/1000）"],
    share: 0.0004,
    queues: ["avatars"],
  },
];

/** Queue, tag and share of the failures that no night of the series is without. */
const places: Readonly<Record<string, readonly [queue: string, tag: string, share: number]>> = {
  ResourceDownloadFailed: ["thumbnails", "PicProcess", 0.005],
  UnsupportedFormat: ["thumbnails", "PicProcess", 0.004],
  SuspiciousContent: ["thumbnails", "ImageInspect", 0.003],
  CorruptedImage: ["avatars", "PicProcess", 0.003],
  SourceUrlRefused: ["avatars", "PicProcess", 0.003],
  ImageTooLarge: ["product-images", "PicProcess", 0.004],
  InternalError: ["product-images", "PicProcess", 0.003],
  ProcessTimeout: ["watermarks", "PicProcess", 0.003],
  InvalidProcessRule: ["watermarks", "PicProcess", 0.0025],
  AccessDenied: ["backfill", "PicProcess", 0.003],
  PosterFontMissing: ["posters", "PosterProduction", 0.003],
};

/** Photos of phones, some of which cannot be worked on in any night, whatever the operation is. */
export const phonePhoto = "uploads/heic/{hex:12}/IMG_{int:1000-9999}.heic";

const inputs: Readonly<Record<string, string>> = { UnsupportedFormat: phonePhoto };

/** Each message has its own part of the share, so that there is no night without it. */
export const ordinaryFailures = demoFailures.flatMap(({ messages, ...failure }) => {
  const [queue, tag, share] = places[failure.code] ?? [];
  if (queue === undefined || tag === undefined || share === undefined) return [];
  const input = inputs[failure.code] ?? null;
  const place = { queues: [queue], tags: [tag], share: share / messages.length, input };
  return messages.map((message) => ({ ...failure, ...place, messages: [message] }));
});
