/**
 * What the OpenMetrics specification, version 1.0, asks of a text, checked line by line: by its grammar (ABNF), and by the
 * rules on order, names, suffixes and values that stand beside it. Exemplars and timestamps are not expected.
 */

/** Suffixes that samples of a type may have; "" is none. */
const suffixesOf: Readonly<Record<string, readonly string[]>> = {
  counter: ["_total", "_created"],
  gauge: [""],
  histogram: ["_bucket", "_count", "_sum", "_created"],
  gaugehistogram: ["_bucket", "_gcount", "_gsum"],
  stateset: [""],
  info: ["_info"],
  summary: ["", "_count", "_sum", "_created"],
  unknown: [""],
};

const name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const escaped = '(?:[^\\n"\\\\]|\\\\[n"\\\\])*';
const label = `[a-zA-Z_][a-zA-Z0-9_]*="${escaped}"`;
const number = "[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?|inf(?:inity)?)|nan";
const metadata = new RegExp(`^# (TYPE|UNIT|HELP) (${name}) (.*)$`);
const helpText = new RegExp(`^${escaped}$`);
const sampleLine = new RegExp(`^(${name})(?:\\{((?:${label}(?:,${label})*)?)\\})? (${number})$`, "i");
const labelPairs = new RegExp(`([a-zA-Z_][a-zA-Z0-9_]*)="(${escaped})"`, "g");

interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Family {
  readonly name: string;
  type: string | null;
  unit: string | null;
  readonly told: Set<string>;
  readonly samples: ReadSample[];
}

export interface ReadText {
  readonly families: readonly Family[];
  /** Empty for a text that is as it is to be. */
  readonly problems: readonly string[];
}

export function readOpenMetrics(text: string): ReadText {
  const families: Family[] = [];
  const problems: string[] = [];
  if (!text.endsWith("# EOF\n")) problems.push("it does not end with # EOF and a line feed");
  const lines = text.replace(/# EOF\n$/, "").split("\n");
  if (lines.pop() !== "") problems.push("the last line is cut");
  for (const [index, line] of lines.entries()) {
    for (const problem of readLine(line, families)) problems.push(`line ${index + 1}: ${problem}`);
  }
  return { families, problems: [...problems, ...families.flatMap((family) => judge(family, families))] };
}

function readLine(line: string, families: Family[]): string[] {
  if (line === "# EOF") return ["something stands behind # EOF"];
  const [, keyword = "", of = "", rest = ""] = metadata.exec(line) ?? [];
  if (keyword !== "") return readMetadata({ keyword, of, rest }, families);
  if (line.startsWith("#")) return [`a comment that is none of the format's: ${line}`];
  return readSample(line, families);
}

function readMetadata({ keyword, of, rest }: { keyword: string; of: string; rest: string }, families: Family[]) {
  const { family, problems } = familyOf(of, families);
  if (family.samples.length > 0) problems.push(`${keyword} of ${of} stands behind its samples`);
  if (family.told.has(keyword)) problems.push(`${keyword} of ${of} is told twice`);
  family.told.add(keyword);
  if (keyword === "TYPE") {
    family.type = rest;
    if (!(rest in suffixesOf)) problems.push(`${of} is of no known type: ${rest}`);
  }
  if (keyword === "UNIT") family.unit = rest;
  if (keyword === "HELP" && !helpText.test(rest)) problems.push(`HELP of ${of} is not escaped`);
  return problems;
}

/** The last one, or a new one: a family that comes again is interleaved with others. */
function familyOf(of: string, families: Family[]): { family: Family; problems: string[] } {
  const last = families.at(-1);
  if (last?.name === of) return { family: last, problems: [] };
  const problems = families.some((family) => family.name === of) ? [`${of} is interleaved with other families`] : [];
  const family: Family = { name: of, type: null, unit: null, told: new Set(), samples: [] };
  families.push(family);
  return { family, problems };
}

function readSample(line: string, families: Family[]): string[] {
  const [, sampleName, labelText = "", value = ""] = sampleLine.exec(line) ?? [];
  if (sampleName === undefined) return [`no sample: ${line}`];
  const last = families.at(-1);
  const belongs = last !== undefined && (suffixesOf[last.type ?? "unknown"] ?? [""]).some(isSampleOf(last, sampleName));
  const { family, problems } = belongs ? { family: last, problems: [] } : familyOf(sampleName, families);
  if (!belongs && family === last) problems.push(`no sample of a ${family.type}: ${line}`);
  const pairs = [...labelText.matchAll(labelPairs)].map(([, key = "", text = ""]) => [key, unescaped(text)] as const);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) problems.push(`a label is told twice: ${line}`);
  if (pairs.some(([key]) => key.startsWith("__"))) problems.push(`a label has a reserved name: ${line}`);
  const sample = { name: sampleName, labels: Object.fromEntries(pairs), value: Number(value) };
  if (family.type === "counter" && !(sample.value >= 0)) problems.push(`a counter is no number from 0 on: ${line}`);
  if (family.samples.some((other) => isSame(other, sample))) problems.push(`told twice: ${line}`);
  family.samples.push(sample);
  return problems;
}

function isSampleOf(family: Family, sampleName: string): (suffix: string) => boolean {
  return (suffix) => family.name + suffix === sampleName;
}

function isSame(a: ReadSample, b: ReadSample): boolean {
  const sorted = ({ labels }: ReadSample) => JSON.stringify(Object.entries(labels).sort());
  return a.name === b.name && sorted(a) === sorted(b);
}

function unescaped(text: string): string {
  return text.replace(/\\([n"\\])/g, (_, char: string) => (char === "n" ? "\n" : char));
}

/** Rules on whole families: also those of Prometheus on names, base units and what a suffix promises. */
function judge(family: Family, families: readonly Family[]): string[] {
  const problems: string[] = [];
  const { name: of, type, unit } = family;
  if (type === null) problems.push(`${of} has no TYPE`);
  if (unit !== null && unit !== "" && !of.endsWith(`_${unit}`))
    problems.push(`${of} does not end with its unit ${unit}`);
  if (of.endsWith("_total")) problems.push(`${of}: _total is of a counter's samples, not of its family`);
  if (/_(?:ms|millis(?:econds)?|minutes|hours|days|kb|kilobytes|percent)$/.test(of)) {
    problems.push(`${of} is in no base unit`);
  }
  const clashing = (suffixesOf[type ?? "unknown"] ?? []).filter(
    (suffix) => suffix !== "" && families.some((other) => other.name === of + suffix),
  );
  return [...problems, ...clashing.map((suffix) => `${of} clashes with ${of}${suffix}`)];
}
