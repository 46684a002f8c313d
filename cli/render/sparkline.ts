/**
 * A row of bars, one for each value in turn: how something went over the nights, in one line of a terminal.
 *
 * What is not known is a dot, so that it is not taken for nothing. Letters carry it alone: no colour is needed.
 */

const blocks = "▁▂▃▄▅▆▇█";
/** Where a terminal cannot be trusted with more than ASCII. */
const plainBars = "_,-=+*%#";

export interface SparklineLook {
  /** ASCII only. */
  readonly plain?: boolean;
  /** What stands at the top of the line; the greatest of the values unless given. */
  readonly most?: number;
}

/** Values are 0 or more; null: not known. The lowest bar is 0, and where all are 0. */
export function sparkline(values: readonly (number | null)[], { plain = false, most }: SparklineLook = {}): string {
  const bars = plain ? plainBars : blocks;
  const top = most ?? Math.max(0, ...values.map((value) => value ?? 0));
  return values.map((value) => (value === null ? (plain ? "." : "·") : barFor(value, top, bars))).join("");
}

function barFor(value: number, top: number, bars: string): string {
  if (value <= 0 || top <= 0) return bars.charAt(0);
  // Whatever is more than nothing is seen to be more.
  return bars.charAt(Math.min(bars.length - 1, Math.max(1, Math.ceil((value / top) * bars.length) - 1)));
}

/** Whether the environment says that text is shown as ASCII: a locale of C or POSIX, or a terminal that is dumb. */
export function isPlain(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return env["TERM"] === "dumb" || locale === "C" || locale === "POSIX";
}
