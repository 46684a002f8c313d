/**
 * Shapes of what changes from one message to the next, as sources of patterns: times, sizes, addresses.
 *
 * Each begins with characters that a match cannot skip and repeats within bounds, so that trying them takes time
 * linear in the text. None matches inside of a longer word.
 */

/** What a shape must not be followed by: `2026/11/21/cat.jpg` is a key and no date. */
const end = "(?![\\w/\\\\%@-]|[.:=]\\w)";

const number = "[-+]?\\d+(?:,\\d{3})*(?:\\.\\d+)?";
const clock = "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?";
const clockWithSeconds = "\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?";
const zone = "(?: ?(?:Z|CST|(?:UTC|GMT)(?:[-+]\\d{1,2}(?::?\\d{2})?)?|[-+]\\d{2}:?\\d{2}))?";
const day = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

const dates = [
  "\\d{4}-\\d{1,2}-\\d{1,2}",
  "\\d{4}/\\d{1,2}/\\d{1,2}",
  "\\d{4}\\.\\d{1,2}\\.\\d{1,2}",
  "\\d{1,2}/\\d{1,2}/\\d{4}",
  `(?:${day}, )?\\d{1,2} ${month} \\d{4}`,
];

const times = [
  `(?:${dates.join("|")})(?:[T ]${clock}${zone})?`,
  `${day} ${month} {1,2}\\d{1,2} ${clockWithSeconds}${zone} \\d{4}`,
  "\\d{8}T\\d{6}(?:\\.\\d{1,9})?Z?",
  "(?:\\d{2,4}年)?\\d{1,2}月\\d{1,2}日(?: ?(?:[上下]午)? ?\\d{1,2}[时点:]\\d{1,2}(?:[分:](?:\\d{1,2}秒?)?)?)?",
  `${clockWithSeconds}${zone}`,
];

const ipv4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
/** Only with a digit in it: `face::add` is a word. */
const ipv6 = `(?=[:a-fA-F]{0,40}\\d)(?:[0-9a-fA-F]{0,4}:){2,7}(?:${ipv4}|[0-9a-fA-F]{0,4})(?<!\\w:)`;
const sizeUnit = "(?:[KMGTPkmgtp]i?[Bb]|[KMGT]|B|[Bb]ytes?|字节)(?:/s|ps)?";
const timeUnit =
  "(?:ms|us|μs|ns|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|milliseconds?|毫秒|秒钟?|分钟?|小时|天)";

export const shapeSources = {
  time: `(?:${times.join("|")})${end}`,
  ip: `(?:${ipv4}(?::\\d{1,5})?(?:/\\d{1,3})?|(?<![\\w:])${ipv6}(?:/\\d{1,3})?)${end}`,
  dims: `\\d+(?:\\.\\d+)?(?: ?[x×*X] ?\\d+(?:\\.\\d+)?){1,2}${end}`,
  size: `${number} ?${sizeUnit}${end}`,
  duration: `(?:\\d+(?:\\.\\d+)?(?:ms|us|μs|ns|s|m|h)){1,8}${end}|${number} ?${timeUnit}${end}`,
  num: `${number}(?:[eE][-+]?\\d{1,3})?${end}`,
} as const;
