/** An explained alert for the terminal: what there is, then number by number why. */

import { worstWords } from "../../lib/core/diff/worst-line.ts";
import { jobsFloor } from "../../lib/core/incidents/floors.ts";
import type { Names, NamesById } from "../../lib/core/names.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { RateTest } from "../../lib/core/schema/rate-test.ts";
import type { GroupChange, Regression } from "../../lib/core/schema/regression.ts";
import type { StandingIncident } from "../read-standing.ts";
import { incidentText } from "./incidents-text.ts";
import type { Look } from "./look.ts";
import { type Fact, rateFacts } from "./rate-facts.ts";
import { whyLines } from "./why-text.ts";
import { hangText } from "./wrap.ts";

export interface ExplainedScope {
  readonly scope: string;
  readonly incidents: readonly StandingIncident[];
  /** All that was tested of it, also what was quiet. */
  readonly tests: readonly RateTest[];
  /** Groups that got worse, and are not told of. */
  readonly untold: readonly GroupChange[];
  /** Whether it was not read whole, so that nothing is called quiet. */
  readonly isBlind: boolean;
}

export interface ExplainedAlert {
  readonly family: string;
  readonly date: string;
  /** The one that was asked for; none where it was a scope. */
  readonly incidents: readonly StandingIncident[];
  /** What was tested of it, in the night in which it fired last. */
  readonly fired: readonly RateTest[];
  readonly scopes: readonly ExplainedScope[];
  readonly names: ExplainedNames;
}

interface ExplainedNames extends Names {
  /** Of groups, by their fingerprints. */
  readonly kinds: NamesById;
}

export function explainedText({ incidents, fired, scopes, names }: ExplainedAlert, look: Look): string {
  const blocks = [
    ...incidents.map((incident) =>
      [incidentText(incident, names, look), factsText(lifeFacts(incident), look)].join("\n"),
    ),
    ...incidents.flatMap(({ evidence }) => whyBlock(evidence, names, look)),
    ...fired.map((test) => factsText(rateFacts(test, names), look)),
    ...scopes.flatMap((scope) => scopeBlocks(scope, names, look)),
  ];
  return blocks.map((block) => `${block}\n`).join("\n");
}

function lifeFacts({ switches, clean, toldOn, evidence }: StandingIncident): readonly Fact[] {
  return [
    ["told", toldOn === null ? "nobody, so far" : `last with the night of ${toldOn}`],
    ["began or ceased", switches.join(", ")],
    ...(clean > 0 ? [["clean nights", String(clean)] as const] : []),
    ...("samples" in evidence && evidence.samples.length > 0
      ? [["samples", evidence.samples.join(", ")] as const]
      : []),
  ];
}

function whyBlock(row: Regression, { templateNames }: Names, { columns }: Look): readonly string[] {
  if (row.kind !== "spike" || row.why === null) return [];
  return [
    whyLines(row.why, templateNames)
      .map((line) => hangText(safeText(line.trim()), columns, "  "))
      .join("\n"),
  ];
}

function scopeBlocks(
  { scope, incidents, tests, untold, isBlind }: ExplainedScope,
  names: ExplainedNames,
  look: Look,
): readonly string[] {
  const blind = isBlind ? ["It was not read whole: that nothing fires there says nothing."] : [];
  const quiet = incidents.length === 0 ? ["No incident is open, or resolved not long ago."] : [];
  return [
    [look.colours.strong(safeText(scope)), ...[...blind, ...quiet].map((line) => `  ${line}`)].join("\n"),
    ...incidents.map((incident) => incidentText(incident, names, look)),
    ...tests.map((test) => factsText(rateFacts(test, names), look)),
    ...untold.map((group) => hangText(safeText(`${untoldText(group)}: ${group.fingerprint}`), look.columns, "")),
  ];
}

function untoldText(group: GroupChange): string {
  const few = (group.after ?? 0) < jobsFloor;
  return `${worstWords(group)}, not told: ${few ? `below ${jobsFloor} jobs` : "told of by another line, or one of too many"}`;
}

function factsText(facts: readonly Fact[], { columns, colours }: Look): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => hangFact(name.padEnd(width), value, columns, colours.faint)).join("\n");
}

function hangFact(name: string, value: string, columns: number, faint: (text: string) => string): string {
  const [first = "", ...rest] = hangText(safeText(value), columns - name.length - 4, "").split("\n");
  const indent = " ".repeat(name.length + 4);
  return [`  ${faint(name)}  ${first}`, ...rest.map((line) => indent + line)].join("\n");
}
