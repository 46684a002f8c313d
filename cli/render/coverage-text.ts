/** Coverage for people: the result in one line, then the holes and what to do, then what else is to be known. */

import { localTime, timeInNight } from "../../lib/core/local-time.ts";
import { timeText } from "../../lib/core/numbers-text.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import { amount, placeText } from "../../lib/core/words.ts";
import { cappedLines } from "./capped-lines.ts";
import type { CoverageObject, HoleObject, ScopeObject } from "./coverage-object.ts";
import type { Look } from "./look.ts";
import { permissionText } from "./permission-text.ts";
import { hangText, wrapText } from "./wrap.ts";

const mostHoles = 50;
const mostScopes = 20;

/** `run` makes a command of what is to stand behind `run`. */
export function coverageText(coverage: CoverageObject, run: (words: string) => string, look: Look): string {
  const { complete, holes } = coverage;
  const sections = [
    resultText(coverage, look),
    complete ? null : holesText(coverage, look),
    complete ? null : adviceText(holes, run, look),
    remarksText(coverage, look),
  ];
  return sections.filter((section) => section !== null).join("\n");
}

function resultText(coverage: CoverageObject, look: Look): string {
  const { complete, scopes, holes, from, to } = coverage;
  const { colours, columns } = look;
  const nights = `from ${from} to ${to}`;
  const result = complete
    ? colours.good(`every second of ${amount(scopes.length, "scope")} ${nights} is accounted for`)
    : colours.bad(`${amount(holes.length, "hole")} in ${placesText(coverage)} ${nights}`);
  const facts = factsOf(coverage).map((fact) => `${wrapText(safeText(fact), columns, "  ")}\n`);
  return `${result}\n${facts.join("")}`;
}

/** Scopes with a hole, and what could not even be listed. */
function placesText({ scopes, holes }: CoverageObject): string {
  const places = new Set(holes.map(({ region, bucket, queueId, tag }) => keyOf(region, bucket, queueId, tag)));
  const isHoled = ({ region, bucket, queueId, tag }: ScopeObject) =>
    [
      keyOf(),
      keyOf(region),
      keyOf(region, bucket),
      keyOf(region, bucket, queueId),
      keyOf(region, bucket, queueId, tag),
    ].some((key) => places.has(key));
  const holed = scopes.filter(isHoled).length;
  const unlisted = new Set(holes.filter(isUnlisted).map(({ region, bucket }) => keyOf(region, bucket))).size;
  const ofScopes = holed === scopes.length ? amount(holed, "scope") : `${holed} of ${amount(scopes.length, "scope")}`;
  if (unlisted === 0) return ofScopes;
  const lists = `${amount(unlisted, "place")} that could not be listed`;
  return holed === 0 ? lists : `${ofScopes} and ${lists}`;
}

function keyOf(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts.filter((part) => part !== null));
}

const discoveryCauses: ReadonlySet<string> = new Set([
  "access-denied",
  "service-error",
  "network",
  "undecodable",
  "incomplete-list",
  "not-found",
]);

/** A bucket whose queues are not known, or a region whose buckets are not. */
function isUnlisted({ region, queueId, cause }: HoleObject): boolean {
  return region !== null && queueId === null && discoveryCauses.has(cause);
}

function factsOf({ family, nights, location, span, timeZone, unaccountedMs }: CoverageObject): readonly string[] {
  const facts = [
    `${amount(nights, "committed night")} of ${family} jobs in ${location}`,
    `jobs created ${localTime(span.from, timeZone)} to ${localTime(span.to, timeZone)} ${timeZone}`,
  ];
  if (unaccountedMs === 0) return facts;
  return [...facts, `not accounted for: ${timeText(unaccountedMs)}, all scopes together`];
}

function holesText({ holes, timeZone }: CoverageObject, look: Look): string {
  const lines = holes.map((hole) => holeText(hole, timeZone, look));
  return `${[look.colours.bad("Holes"), ...cappedLines(lines, mostHoles, "; --json has all")].join("\n")}\n`;
}

function holeText(hole: HoleObject, timeZone: string, { columns }: Look): string {
  const { night, from, to, ms, cause, detail } = hole;
  const when = `${timeInNight(from, timeZone, night)} to ${timeInNight(to, timeZone, night)} (${timeText(ms)})`;
  const head = [night, whereText(hole), when, cause].join(", ");
  return `${hangText(head, columns, "  ")}\n${wrapText(safeText(detail), columns, "    ")}`;
}

function whereText(hole: HoleObject): string {
  const { region, bucket, queueId, tag } = hole;
  if (region === null) return "every scope";
  const place = placeText({ region, bucket, queueId, tag });
  return isUnlisted(hole) ? `${place} (${bucket === null ? "buckets" : "queues"} could not be listed)` : place;
}

/** What each cause asks for that `run --repair` cannot mend. */
const otherAdvice: Partial<Record<HoleObject["cause"], string>> = {
  "beyond-retention": "What the service has forgotten cannot be read again: let audits run every night.",
  "report-damaged":
    "A damaged report is not mended by reading again: bring its files back from a copy, or from the bucket's versions.",
  "nights-apart":
    "Nights that do not meet were committed under other settings: `run --last` can look at what lies between.",
  "nights-overlap": "Nights that overlap count some jobs twice: their spans were committed under other settings.",
  "read-twice": "A span that the ledger holds twice may count jobs twice: `run --recount` tells.",
  "scope-left-out": "A scope that is audited no more should be named under `exclude` in the settings, with a reason.",
};

/** A command has a line of its own, to be copied. */
function adviceText(holes: readonly HoleObject[], run: (words: string) => string, { columns, colours }: Look): string {
  const commands = holes.flatMap(({ night, cause }) => {
    if (cause === "not-committed") return [run(`--date ${night}`)];
    return otherAdvice[cause] === undefined ? [run(`--repair --date ${night}`)] : [];
  });
  const others = holes.flatMap(({ cause }) => otherAdvice[cause] ?? []);
  const lines = [
    colours.strong("What to do"),
    ...[permissionText(holes, columns, "  ")].filter((line) => line !== null),
    ...cappedLines(
      [...new Set(commands)].map((command) => `  ${command}`),
      mostHoles,
      " nights",
    ),
    ...[...new Set(others)].map((other) => hangText(other, columns, "  ")),
  ];
  return `${lines.join("\n")}\n`;
}

function remarksText({ scopes, excluded }: CoverageObject, { columns, colours }: Look): string | null {
  const remarks = [
    ...excluded.map(exclusionText),
    ...cappedLines(scopes.flatMap(changesOf), mostScopes, "; --json has all"),
  ];
  if (remarks.length === 0) return null;
  return `${[colours.strong("Notes"), ...remarks.map((remark) => hangText(remark, columns, "  "))].join("\n")}\n`;
}

function exclusionText({ bucket, queueId, reason, first, last }: CoverageObject["excluded"][number]): string {
  const place = queueId === null ? bucket : `${bucket} / ${queueId}`;
  return safeText(`${place}: excluded by settings, ${reason} (${first === last ? first : `${first} to ${last}`})`);
}

function changesOf(scope: ScopeObject): readonly string[] {
  const { began, ended } = scope;
  return [
    ...(began === null ? [] : [`${placeText(scope)}: began with the night of ${began}`]),
    ...(ended === null ? [] : [`${placeText(scope)}: not in the night of ${ended} any more`]),
  ];
}
