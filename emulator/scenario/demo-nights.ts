/**
 * The shop's nights: a quiet one, one with an incident, one of recovery.
 *
 * Each ordinary failure is aimed at one queue and tag and hits so many jobs there that no night is without it: what is
 * new in a night was planted in it.
 */

import { ordinaryFailures } from "./demo-failures.ts";
import type { NightInput, SeriesInput } from "./series.ts";

const hook = { url: "https://hooks.example.com/ci?token=made-up-for-the-demo" };

const buckets: SeriesInput["buckets"] = [
  {
    name: "photos-1250000000",
    region: "ap-chongqing",
    queues: [
      { name: "thumbnails", weight: 34, callback: hook },
      { name: "avatars", weight: 12, callback: { url: "https://hooks.example.com/avatars", resultFormat: "XML" } },
      { name: "archive", weight: 5 },
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

const quiet: NightInput = { night: "2026-11-19" };

/** The watermark of a template is deleted, a queue is paused in the evening, callbacks go off, jobs hang over midnight. */
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
  ],
  late: [
    { ...backfill, share: 0.003, hangs: "running", becomes: "Failed", at: "09:40", failure: timedOut },
    { ...backfill, share: 0.001, hangs: "running", becomes: "Success", at: "08:20" },
    { ...backfill, share: 0.000125, hangs: "running", becomes: "gone", at: "11:00" },
    { ...backfill, share: 0.0015, hangs: "queued", becomes: "Failed", at: "09:55", failure: timedOut },
    { ...backfill, share: 0.0005, hangs: "queued", becomes: "Cancel", at: "10:30" },
  ],
  unknownState: { share: 0.0005, queues: ["thumbnails"], tags: ["PicProcess"] },
  events: [
    { queue: "thumbnails", at: "16:00", callback: null },
    { queue: "archive", at: "21:30", state: "Paused" },
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
    { codes: ["WatermarkNotFound"], share: 0.9, at: "10:00" },
    { codes: ["ResourceDownloadFailed", "UnsupportedFormat"], share: 0.5, failAgain: 0.4, at: "14:00" },
  ],
};

export const demoNights: SeriesInput = {
  timeZone: "Asia/Shanghai",
  jobs: 8000,
  outside: { before: 40, after: 30 },
  reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
  buckets,
  traffic: {
    hours: [5, 4, 9, 9, 3, 2, 2, 3, 5, 7, 8, 8, 7, 6, 6, 6, 7, 8, 9, 11, 12, 11, 9, 6],
    onTheHour: 150,
    bursts: [
      { at: "02:00:00", jobs: 260, queue: "product-images", tag: "PicProcess" },
      { at: "09:00:00", jobs: 160, queue: "posters", tag: "PosterProduction" },
      { at: "20:00:01", jobs: 180 },
    ],
  },
  failures: ordinaryFailures,
  hiddenFailures: { share: 0.002, queues: ["avatars"], tags: ["PicProcess"] },
  cancelled: 0.004,
  nights: [quiet, incident, recovery],
};
