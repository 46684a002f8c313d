/**
 * A WeCom group robot (vendor page "Group Robot Configuration"): Markdown of at most 4,096 bytes, 20 messages a minute,
 * and a code in an answer that is always 200. It knows no signature: the key stands in the address.
 */

import { cardOf } from "../../core/alerts/sink-message.ts";
import { type CutCard, fitCard } from "./fit-card.ts";
import { judgeCode } from "./judge-answer.ts";
import { linkTarget, literalText } from "./literal-text.ts";
import { jsonHeaders, type SinkKind } from "./sink-kind.ts";

const maxBytes = 4096;
/** Busy; called too often; called by too many at once (vendor page "Global Error Codes"). */
const passing: readonly number[] = [-1, 45009, 45033];

export const wecom: SinkKind = {
  spacingMs: 3_100,
  secretProblem: () => null,
  write: (message, language) => {
    const content = fitCard(cardOf(message, language), contentOf, (text) => Buffer.byteLength(text) <= maxBytes);
    return JSON.stringify({ msgtype: "markdown", markdown: { content } });
  },
  sign: ({ url, body }) => ({ url, body, headers: jsonHeaders }),
  judge: (answer, nowMs) =>
    judgeCode(answer, nowMs, { code: "errcode", text: "errmsg", isPassing: (code) => passing.includes(code) }),
};

function contentOf({ title, facts, blocks, more, link, footer }: CutCard): string {
  const texts = blocks.map(({ heading, lines }) =>
    [`**${literalText(heading)}**`, ...lines.map(literalText)].join("\n"),
  );
  const end = [
    ...(more === null ? [] : [literalText(more)]),
    ...(link === null ? [] : [`[${literalText(link.text)}](${linkTarget(link.url)})`]),
    literalText(footer),
  ];
  return [[`**${literalText(title)}**`, ...facts.map(literalText)].join("\n"), ...texts, end.join("\n")].join("\n\n");
}
