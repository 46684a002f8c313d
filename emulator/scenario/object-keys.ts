/** Object keys as people name their files: Chinese and English, with everything that XML and URLs must escape. */

import type { Random } from "./random.ts";

const folders = [
  "uploads",
  "相册",
  "商品图/主图",
  "users",
  "活动/双11 & 返场",
  "avatars",
  "文档扫描",
  "raw<2026>",
] as const;

const names: readonly ((random: Random) => string)[] = [
  (random) => `${random.hex(16)}.jpg`,
  (random) => `IMG_${1000 + random.below(9000)}.heic`,
  (random) => `婚礼 & 合影 <原图>-${random.below(10_000)}.jpg`,
  (random) => `第 ${random.below(300)} 页（修订）.png`,
  (random) => `O'Brien "final" ${random.below(1000)}.webp`,
  (random) => `100%+新品_${random.hex(6)}.png`,
  (random) => `海报_v${random.below(20)}>终稿.tiff`,
  (random) => `😀-${random.hex(8)}.gif`,
  (random) => `photo (${random.below(500)}).jpeg`,
];

/** `own`: no two are alike. */
export function inputKey(random: Random, own: boolean): string {
  const folder = random.pick(folders);
  const batch = own ? `/${random.hex(12)}` : "";
  return `${folder}${batch}/${random.pick(names)(random)}`;
}

export function outputKey(random: Random): string {
  return `output/${random.hex(2)}/${random.hex(16)}-缩略图.webp`;
}
