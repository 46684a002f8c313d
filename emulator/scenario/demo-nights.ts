/**
 * The shop's nights: quiet ones, one with incidents, one of recovery, and two quiet ones more, in which all is over.
 *
 * Each ordinary failure is aimed at one queue and tag and hits so many jobs there that no night is without it: what is
 * new in a night was planted in it.
 */

import { ordinaryFailures, phonePhoto } from "./demo-failures.ts";
import type { NightInput, SeriesInput } from "./series.ts";

const hook = { url: "https://hooks.example.com/ci?token=made-up-for-the-demo" };

const buckets: SeriesInput["buckets"] = [
  {
    name: "photos-1250000000",
    region: "ap-chongqing",
    queues: [
      { name: "thumbnails", weight: 34, callback: hook },
      { name: "avatars", weight: 12, callback: { url: "https://hooks.example.com/avatars", resultFormat: "XML" } },
      { name: "archive", weight: 8 },
    ],
  },
  {
    name: "products-1250000000",
    region: "ap-guangzhou",
    queues: [
      { name: "product-images", weight: 26, maxConcurrent: 50 },
      { name: "watermarks", weight: 9, callback: { url: "https://user:pass@hooks.example.com/wm" } },
    ],
  },
  {
    name: "posters-1250000000",
    region: "ap-guangzhou",
    queues: [
      { name: "posters", weight: 8 },
      { name: "backfill", weight: 6, maxSize: 1000 },
    ],
  },
];

const backfill = { queues: ["backfill"], tags: ["PicProcess"], since: "20:00" };
const timedOut = { code: "ProcessTimeout", messages: ["Processing timed out after {int:36000-50000} s on {ip}"] };

/** As on other days, with a quarter of the jobs. */
const small: Omit<NightInput, "night"> = { jobs: 2000, traffic: trafficOf(0.25) };

const before: readonly NightInput[] = [
  ...["13", "14", "15", "16", "17", "18"].map((day) => ({ night: `2026-11-${day}`, ...small })),
  { night: "2026-11-19" },
];

const after: readonly NightInput[] = ["22", "23"].map((day) => ({ night: `2026-11-${day}`, ...small }));

const inProducts = { queue: "product-images", tag: "PicProcess" };
const inThumbnails = { queue: "thumbnails", tag: "PicProcess" };
const inBackfill = { queue: "backfill", tag: "PicProcess" };

/**
 * The watermark of a template is deleted, photos of a new phone cannot be converted, a queue is paused in the evening,
 * callbacks go off, jobs hang over midnight.
 */
const incident: NightInput = {
  night: "2026-11-20",
  alsoFailing: [
    {
      code: "WatermarkNotFound",
      messages: ["水印图片不存在：{bucket}/watermarks/{hex:6}.png"],
      share: 0.0525,
      queues: ["product-images"],
      tags: ["PicProcess"],
      template: "watermark-brand",
    },
    {
      code: "HeicDecodeFailed",
      messages: ["Cannot decode {input}: unsupported HEVC profile {int:5-11}"],
      share: 0.03,
      queues: ["thumbnails"],
      tags: ["PicProcess"],
      rule: "imageMogr2/format/webp",
      input: phonePhoto,
    },
  ],
  late: [
    { ...backfill, share: 0.003, hangs: "running", becomes: "Failed", at: "09:40", failure: timedOut },
    { ...backfill, share: 0.001, hangs: "running", becomes: "Success", at: "08:20" },
    { ...backfill, share: 0.000125, hangs: "running", becomes: "gone", at: "11:00" },
    { ...backfill, share: 0.0015, hangs: "queued", becomes: "Failed", at: "09:55", failure: timedOut },
    { ...backfill, share: 0.0005, hangs: "queued", becomes: "Cancel", at: "10:30" },
  ],
  unknownState: { share: 0.00025, queues: ["thumbnails"], tags: ["PicProcess"] },
  events: [
    { queue: "thumbnails", at: "16:00", callback: null },
    { queue: "archive", at: "21:30", state: "Paused" },
  ],
  incidents: [
    { rule: "rate.spike", ...inProducts, why: { template: "watermark-brand" }, until: "2026-11-22" },
    { rule: "group.new", ...inProducts, code: "WatermarkNotFound", explained: true, until: "2026-11-22" },
    {
      rule: "rate.spike",
      ...inThumbnails,
      why: { prefix: "uploads/heic/", operation: "imageMogr2/format" },
      until: "2026-11-22",
    },
    { rule: "group.new", ...inThumbnails, code: "HeicDecodeFailed", explained: true, until: "2026-11-22" },
    { rule: "jobs.stuck", ...inBackfill, until: "2026-11-22" },
    { rule: "queue.callback-off", queue: "thumbnails", until: "2026-11-22" },
    { rule: "queue.paused", queue: "archive", until: "2026-11-22" },
  ],
};

/** All of that is mended in the morning, and most of what failed is tried again. */
const recovery: NightInput = {
  night: "2026-11-21",
  events: [
    { queue: "archive", at: "08:30", state: "Active" },
    { queue: "thumbnails", at: "09:15", callback: hook },
  ],
  retried: [
    { codes: ["WatermarkNotFound", "HeicDecodeFailed"], share: 0.9, at: "10:00" },
    { codes: ["ResourceDownloadFailed", "UnsupportedFormat"], share: 0.5, failAgain: 0.4, at: "14:00" },
  ],
  incidents: [
    { rule: "jobs.failed-late", ...inBackfill, until: "2026-11-23" },
    { rule: "jobs.vanished", ...inBackfill, until: "2026-11-23" },
    // What was submitted while the queue was paused waited until it was resumed.
    { rule: "duration.slow", queue: "archive", tag: "PicProcess", explained: true, until: "2026-11-23" },
  ],
};

export const demoNights: SeriesInput = {
  timeZone: "Asia/Shanghai",
  jobs: 8000,
  outside: { before: 40, after: 30 },
  reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
  buckets,
  traffic: trafficOf(1),
  failures: ordinaryFailures,
  hiddenFailures: { share: 0.002, queues: ["avatars"], tags: ["PicProcess"] },
  cancelled: 0.004,
  nights: [...before, incident, recovery, ...after],
};

function trafficOf(part: number): NonNullable<NightInput["traffic"]> {
  return {
    hours: [5, 4, 9, 9, 3, 2, 2, 3, 5, 7, 8, 8, 7, 6, 6, 6, 7, 8, 9, 11, 12, 11, 9, 6],
    onTheHour: 152 * part,
    bursts: [
      { at: "02:00:00", jobs: 260 * part, queue: "product-images", tag: "PicProcess" },
      { at: "09:00:00", jobs: 160 * part, queue: "posters", tag: "PosterProduction" },
      { at: "20:00:01", jobs: 180 * part },
    ],
  };
}
