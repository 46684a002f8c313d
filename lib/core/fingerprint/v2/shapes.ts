/**
 * Shapes of what changes from one message to the next, in the order in which they are tried at each place.
 *
 * Each begins with characters that a match cannot skip, repeats within bounds or over one class of characters, and none
 * matches inside of a longer word: trying them takes time linear in the text.
 */

import { shapeSources } from "../v1/message-shapes.ts";
import { anyCase } from "./any-case.ts";
import { statusCodeSource } from "./status-code.ts";

/** As they stand in a normalised message; those of rules look the same. */
const maskSource = "<[a-z](?:[a-z-]{0,22}[a-z])?>";

const wordCharacter = "[\\w./\\\\%+~@#$\\u00C0-\\u024F-]";
const apart = `(?<!${wordCharacter})`;
const quotes = [`""`, "''", "``", "“”", "‘’", "「」", "『』", "《》"];
const notQuote = `[^${quotes.join("")}]`;

const extensions = `avif bmp gif heic heif ico jpg jpeg png psd raw svg tif tiff webp avi flv m3u8 mkv mov mp3 mp4 webm
  wmv doc docx pdf ppt pptx xls xlsx csv json xml zip rar 7z tar gz`.split(/\s+/);
const extension = `\\.(?:${extensions.map(anyCase).join("|")})(?!\\.?\\w)`;

/**
 * Keys with Chinese words in them, to their extension. One that begins with a Chinese word does so behind a space, a
 * colon or the like, and has no Latin letter before its first slash or dot: else that word may belong to the sentence.
 */
const start = `(?<!${wordCharacter})(?:(?<=[ :=(])(?=\\p{Script=Han}[\\p{Script=Han}\\d_-]{0,64}[./])|(?=/?[\\w.%~-]{1,128}/))`;
const key = `${start}[\\p{Script=Han}\\w./%+~@#$-]{1,512}?${extension}`;

/** As the vendor names regions: the same failure is of one kind in all of them. */
const region =
  "(?<![\\w.-])(?:ap|na|eu|sa|af|me)-(?:beijing|nanjing|shanghai|guangzhou|chengdu|chongqing|qingyuan|tianjin|shenzhen|hongkong|taipei|singapore|mumbai|jakarta|seoul|bangkok|tokyo|siliconvalley|ashburn|virginia|toronto|frankfurt|moscow|saopaulo)(?:-\\d|-fsi)?(?![\\w./-])";

export const shapes = {
  kept: `</?[A-Za-z][A-Za-z:-]{0,31}/?>(?!${wordCharacter}|${maskSource})`,
  cut: "\\[cut:[0-9a-f]{12}\\]",
  "status code": statusCodeSource,
  quoted: quotes.map((pair) => `(?<!${wordCharacter}|>)${pair.charAt(0)}${notQuote}+${pair.charAt(1)}`).join("|"),
  key,
  region,
  time: shapeSources.time,
  duration: `${apart}PT(?=\\d)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:\\.\\d{1,9})?S)?(?!\\w)|${shapeSources.duration}`,
  colour: `${apart}#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})(?!\\w)`,
  ip: shapeSources.ip,
  dims: shapeSources.dims,
  size: shapeSources.size,
  pixels: "[-+]?\\d+(?:,\\d{3})*(?:\\.\\d+)? ?(?:px|像素)(?![\\w/\\\\%@-]|[.:=]\\w)",
  number: shapeSources.num,
  word: `(?:${wordCharacter}|${maskSource})+(?:={1,2}(?![\\w=]))?`,
} as const;

export type Shape = keyof typeof shapes;
