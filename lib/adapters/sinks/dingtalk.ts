/**
 * A DingTalk custom robot (vendor pages "Custom Robot Access", "Security Settings"): Markdown, 20 messages a minute, a
 * code in an answer that is always 200. Whoever sends more is shut out for ten minutes.
 *
 * Signed is `timestamp\nsecret` with the secret, in the query. Texts end at 5,000 characters and bodies at 20,000
 * bytes: the pages name both, and the stricter holds.
 */

import { createHmac } from "node:crypto";
import { cardOf } from "../../core/alerts/sink-message.ts";
import { type CutCard, fitCard } from "./fit-card.ts";
import { judgeCode } from "./judge-answer.ts";
import { linkTarget, literalText } from "./literal-text.ts";
import { jsonHeaders, type SinkKind, type Unsigned } from "./sink-kind.ts";

const maxChars = 5_000;
const maxBytes = 20_000;
/** Busy; sent too fast, under its new and its old number. */
const passing: readonly number[] = [-1, 130101, 302033];

export const dingtalk: SinkKind = {
  spacingMs: 3_100,
  secretProblem: () => null,
  write: (message, language) => fitCard(cardOf(message, language), bodyOf, fits).body,
  sign: (unsigned) => ({ url: signedUrl(unsigned), body: unsigned.body, headers: jsonHeaders }),
  judge: (answer, nowMs) =>
    judgeCode(answer, nowMs, { code: "errcode", text: "errmsg", isPassing: (code) => passing.includes(code) }),
};

interface Written {
  readonly text: string;
  readonly body: string;
}

function fits({ text, body }: Written): boolean {
  return text.length <= maxChars && Buffer.byteLength(body) <= maxBytes;
}

function bodyOf(card: CutCard): Written {
  const text = textOf(card);
  const markdown = { title: literalText(card.title), text };
  return { text, body: JSON.stringify({ msgtype: "markdown", markdown, at: { isAtAll: false } }) };
}

/** Two blanks break a line inside of a paragraph. */
function textOf({ title, facts, blocks, more, link, footer }: CutCard): string {
  const paragraphs = [
    [`### ${literalText(title)}`],
    facts.map(literalText),
    ...blocks.map(({ heading, lines }) => [`**${literalText(heading)}**`, ...lines.map(literalText)]),
    ...(more === null ? [] : [[literalText(more)]]),
    ...(link === null ? [] : [[`[${literalText(link.text)}](${linkTarget(link.url)})`]]),
    [literalText(footer)],
  ];
  return paragraphs.map((lines) => lines.join("  \n")).join("\n\n");
}

function signedUrl({ url, nowMs, secret }: Unsigned): URL {
  const signed = new URL(url);
  if (secret === null) return signed;
  const timestamp = String(nowMs);
  signed.searchParams.set("timestamp", timestamp);
  signed.searchParams.set("sign", createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64"));
  return signed;
}
