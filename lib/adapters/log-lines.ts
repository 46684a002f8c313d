/** Lines of a log as they are stored: each ends in a line feed, and holds none. */

export function textOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}

/** What stands behind the last line feed was cut short, and is no line. */
export function linesIn(bytes: Uint8Array): readonly string[] {
  return Buffer.from(bytes).toString("utf8").split("\n").slice(0, -1);
}
