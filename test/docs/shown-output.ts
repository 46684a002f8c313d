/** Output as pages show it: `…` stands for anything within a line, and alone in a line for any number of lines. */

/** `shown` itself where that is what was put out, else what was put out: so that a test that compares shows both. */
export function asShown(output: string, shown: string): string {
  return patternOf(shown).test(output) ? shown : output;
}

function patternOf(shown: string): RegExp {
  const lines = shown.split(/(?<=\n)/).map((line) => (line === "…\n" ? "(?:.*\\n)*?" : linePattern(line)));
  return new RegExp(`^${lines.join("")}$`);
}

function linePattern(line: string): string {
  return line.split("…").map(escaped).join(".*");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

const dayMs = 86_400_000;

/** Every date, moved by as many days as lie between two of them. */
export function moveDates(text: string, from: string, to: string): string {
  const distance = Date.parse(to) - Date.parse(from);
  if (distance % dayMs !== 0) throw new Error(`${from} and ${to} are no dates`);
  return text.replace(/\b\d{4}-\d\d-\d\d\b/g, (date) =>
    new Date(Date.parse(date) + distance).toISOString().slice(0, 10),
  );
}
