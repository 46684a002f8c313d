/**
 * A message as people read it on a phone: a title, two or three facts, and a short block for each of at most ten
 * incidents, the worst first and what is resolved last. Plain text still: each kind of sink puts its own markup to it.
 */

import { type NamesById, noNames, operationTitle } from "../names.ts";
import type { Severity } from "../schema/signals.ts";
import { whySentence } from "../why/why-words.ts";
import { countText } from "../words.ts";
import type { AlertItem, AlertMessage, Language } from "./alert-message.ts";
import { evidenceLines } from "./evidence-lines.ts";
import { plainText } from "./plain-text.ts";
import type { CardWords } from "./words/card-words.ts";
import { wordsIn } from "./words/words-in.ts";

export interface AlertCard {
  readonly language: Language;
  readonly tone: Severity | "resolved";
  readonly title: string;
  readonly facts: readonly string[];
  readonly blocks: readonly CardBlock[];
  /** Incidents of the message that have no block. */
  readonly hidden: number;
  readonly link: { readonly text: string; readonly url: string } | null;
  readonly footer: string;
}

export interface CardBlock {
  readonly heading: string;
  readonly lines: readonly string[];
}

const mostBlocks = 10;
const longestName = 80;
const longestReason = 240;

const marks = { critical: "🔴", warning: "🟠", info: "🔵", resolved: "🟢" } as const;

export function buildCard(message: AlertMessage, language: Language): AlertCard {
  const words = wordsIn(language);
  const items = [...message.items].sort((a, b) => Number(isResolved(a)) - Number(isResolved(b)));
  const shown = items.slice(0, mostBlocks);
  return {
    language,
    tone: items.every(isResolved) ? "resolved" : message.severity,
    title: titleOf(message, words),
    facts: factsOf(message, words),
    blocks: shown.map((item) => blockOf(item, message, language)),
    hidden: items.length - shown.length,
    link: message.page === null ? null : { text: words.openReport, url: message.page },
    footer: `job-audit · ${message.night.family} · ${message.night.date}`,
  };
}

function isResolved({ change }: AlertItem): boolean {
  return change === "resolved";
}

function titleOf({ sample, severity, items, night }: AlertMessage, words: CardWords): string {
  const over = items.every(isResolved);
  const lead = over ? words.allResolved : words.severity[severity];
  const what = over ? countText(items.length) : changesText(items, words);
  return `${sample ? words.sample : ""}${lead}${words.colon}${what} · ${night.date}`;
}

/** In the order in which the words stand, not that of the items: the same counts read the same. */
function changesText(items: readonly AlertItem[], words: CardWords): string {
  const counted = Object.entries(words.change).map(([change, word]) => {
    const count = items.filter((item) => item.change === change).length;
    return count === 0 ? null : words.changes(count, word);
  });
  return counted.filter((text) => text !== null).join(words.comma);
}

function factsOf({ sample, status, headline }: AlertMessage, words: CardWords): readonly string[] {
  return [
    ...(sample ? [words.sampleNote] : []),
    ...(status === "incomplete" ? [words.incomplete(headline.holes)] : []),
    ...words.facts(headline),
  ];
}

function blockOf(item: AlertItem, message: AlertMessage, language: Language): CardBlock {
  const words = wordsIn(language);
  const { incident } = item;
  const { operation, id, openedOn, resolvedOn, nights } = incident;
  const ended = isResolved(item);
  const { templateNames: names = noNames } = message;
  return {
    heading: headingOf(item, words),
    lines: [
      placeLine(item, message),
      ...(operation === null ? [] : [words.operation(plainText(operationTitle(operation, names), longestName))]),
      ...(ended ? [] : evidenceLines(incident.evidence, words)),
      ...(ended ? [] : reasonLines(item, language, names)),
      ended && resolvedOn !== null ? words.resolved(openedOn, resolvedOn) : words.since(openedOn, nights),
      words.id(id),
    ],
  };
}

function headingOf({ incident: { rule, severity }, change }: AlertItem, words: CardWords): string {
  const mark = marks[change === "resolved" ? "resolved" : severity];
  return `${mark} ${words.heading(words.severity[severity], words.rule[rule], words.change[change])}`;
}

/** From the bucket down: of what is narrower than a region, the region says nothing new. */
function placeLine({ incident }: AlertItem, { queueNames }: AlertMessage): string {
  const { region, bucket, queueId, tag } = incident;
  const queue = queueId === null ? null : (queueNames?.get(queueId) ?? queueId);
  const parts = bucket === null ? [region] : [bucket, queue, tag];
  return parts.flatMap((part) => (part === null ? [] : [plainText(part, longestName)])).join(" / ");
}

function reasonLines({ incident: { evidence } }: AlertItem, language: Language, names: NamesById): readonly string[] {
  if (evidence.kind !== "spike" || evidence.why === null) return [];
  return [plainText(whySentence(evidence.why, language, names), longestReason)];
}
