/** A plan for people: what would be read, why so, and what could not even be listed. */

import { formatDuration } from "../../lib/core/duration.ts";
import { localTime } from "../../lib/core/local-time.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import { amount, countText } from "../../lib/core/words.ts";
import { holeLines, holeTime } from "./holes-text.ts";
import type { Look } from "./look.ts";
import type { PlanObject, PlanScope } from "./plan-object.ts";
import { excludedText } from "./report-text.ts";
import { type Column, tableText } from "./table.ts";

interface PlanQueue extends Omit<PlanScope, "tag"> {
  readonly name: string;
  /** One for a tag. */
  readonly scopes: number;
}

const columns: readonly Column<PlanQueue>[] = [
  { title: "bucket", value: ({ bucket }) => bucket, least: 10 },
  { title: "region", value: ({ region }) => region, least: 8 },
  { title: "queue", value: ({ name }) => name, least: 8 },
  { title: "scopes", value: ({ scopes }) => countText(scopes), align: "right" },
  { title: "why", value: ({ origin }) => (origin === "discovered" ? "listed now" : "read last night"), least: 10 },
];

export function planText(plan: PlanObject, queueNames: ReadonlyMap<string, string>, look: Look): string {
  const { holes, excluded, scopes } = plan;
  const { colours } = look;
  const incomplete = colours.bad(`INCOMPLETE: ${amount(holes.length, "list")} could not be read`);
  const sections = [
    factsText(plan, look),
    ...(holes.length === 0
      ? []
      : [`${[incomplete, ...holes.map((hole) => holeLines(hole, holeTime(hole, frameOf(plan)), look))].join("\n")}\n`]),
    ...(scopes.length === 0 ? [] : [tableText(columns, queuesOf(scopes, queueNames), look, "  ")]),
    ...(excluded.length === 0 ? [] : [excludedText(excluded, look)]),
  ];
  return sections.join("\n");
}

function frameOf({ night, timeZone, span }: PlanObject) {
  return { night, timeZone, span };
}

function factsText(plan: PlanObject, { colours }: Look): string {
  const { family, night, timeZone, span, asOf, committed, previous, tags, scopes, windows, windowMs } = plan;
  const hours = formatDuration(Date.parse(span.to) - Date.parse(span.from));
  const lines = [
    colours.strong(`Plan for the night of ${night}, ${family} jobs`),
    `  jobs created  ${localTime(span.from, timeZone)} to ${localTime(span.to, timeZone)} ${timeZone} (${hours})`,
    `  judged as of  ${localTime(asOf, timeZone)}`,
    `  to read       ${amount(scopes.length, "scope")} in ${amount(windows, "window")} of ${formatDuration(windowMs)}`,
    `  tags          ${tags.map(safeText).join(", ")}`,
    `  night before  ${previousText(previous)}`,
    `  committed     ${committed === null ? "not yet" : `yes, ${committed.status}: a run would read nothing`}`,
  ];
  return `${lines.join("\n")}\n`;
}

function previousText(previous: PlanObject["previous"]): string {
  if (previous === null) return "none is committed: only what is listed now is read";
  return `${previous.night}, whose ${amount(previous.scopes, "scope")} are asked for again`;
}

/** One row for a queue, whatever its tags. */
function queuesOf(scopes: readonly PlanScope[], names: ReadonlyMap<string, string>): readonly PlanQueue[] {
  const queues = new Map<string, PlanQueue>();
  for (const { region, bucket, queueId, origin } of scopes) {
    const key = [region, bucket, queueId, origin].join("/");
    const scopesOfQueue = (queues.get(key)?.scopes ?? 0) + 1;
    queues.set(key, { region, bucket, queueId, origin, scopes: scopesOfQueue, name: names.get(queueId) ?? queueId });
  }
  return [...queues.values()];
}
