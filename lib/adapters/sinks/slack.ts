/**
 * A Slack incoming webhook (vendor pages "Sending messages using incoming webhooks", "Reference: blocks", "Rate
 * limits"): 50 blocks, 3,000 characters a section, 150 a header, one message a second. It answers `ok`, and knows no
 * signature: the key stands in the address.
 */

import type { CardBlock } from "../../core/alerts/alert-card.ts";
import { plainText } from "../../core/alerts/plain-text.ts";
import { cardOf } from "../../core/alerts/sink-message.ts";
import { refused } from "./attempt.ts";
import { type CutCard, fitCard } from "./fit-card.ts";
import { judgeStatus } from "./judge-answer.ts";
import { linkTarget, literalEmphasis } from "./literal-text.ts";
import { jsonHeaders, type SinkKind } from "./sink-kind.ts";

const maxHeaderChars = 150;
const maxSectionChars = 3_000;
/** Not told for messages; as much as any of them takes. */
const maxBytes = 40_000;

export const slack: SinkKind = {
  spacingMs: 1_100,
  secretProblem: () => null,
  write: (message, language) =>
    fitCard(cardOf(message, language), bodyOf, (body) => Buffer.byteLength(body) <= maxBytes),
  sign: ({ url, body }) => ({ url, body, headers: jsonHeaders }),
  judge: (answer, nowMs) => {
    const judged = judgeStatus(answer, nowMs);
    const isOk = judged.outcome !== "taken" || answer.text.trim() === "ok";
    return isOk ? judged : refused(`${judged.seen}, which is no answer of this service`);
  },
};

/** At most ten incidents, so that the limit of 50 blocks is far. */
function bodyOf({ title, facts, blocks, more, link, footer }: CutCard): string {
  const text = escapeText(title);
  const header = { type: "header", text: { type: "plain_text", text: plainText(title, maxHeaderChars), emoji: true } };
  const end = [
    ...(more === null ? [] : [escapeText(more)]),
    ...(link === null ? [] : [`<${escapeEntities(linkTarget(link.url))}|${escapeText(link.text)}>`]),
    escapeText(footer),
  ];
  return JSON.stringify({
    text,
    unfurl_links: false,
    blocks: [header, section(facts.map(escapeText)), ...blocks.map(blockSection), section(end)],
  });
}

function blockSection({ heading, lines }: CardBlock): object {
  return section([`*${escapeText(heading)}*`, ...lines.map(escapeText)]);
}

/** Verbatim: names with `@` or `#` call nobody. What is too long for a section ends with its last line that fits. */
function section(lines: readonly string[]): object {
  const ends = lines.map((_line, index) => lines.slice(0, index + 1).join("\n"));
  const text = ends.findLast(({ length }) => length <= maxSectionChars);
  return { type: "section", text: { type: "mrkdwn", verbatim: true, text } };
}

function escapeText(text: string): string {
  return escapeEntities(literalEmphasis(text));
}

/** The three that the vendor's page "Formatting text for app surfaces" names: nothing else begins a mention or a link. */
function escapeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
