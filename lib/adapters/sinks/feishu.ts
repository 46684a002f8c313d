/**
 * A Feishu or Lark custom bot (vendor page "Custom Bot Usage Guide"): a card in a body of at most 20 KB, 5 requests a
 * second and 100 a minute, a code in the answer.
 *
 * The signature is the HMAC of nothing, its key the timestamp in seconds, a line break and the secret; it stands in the
 * body.
 */

import { createHmac } from "node:crypto";
import { cardOf } from "../../core/alerts/sink-message.ts";
import { type CutCard, fitCard } from "./fit-card.ts";
import { judgeCode } from "./judge-answer.ts";
import { linkTarget } from "./literal-text.ts";
import { jsonHeaders, type SinkKind, type Unsigned } from "./sink-kind.ts";

/** Less what timestamp and signature take. */
const maxBytes = 20_000 - 200;
/** Too many requests, to the bot and to the platform (vendor page "Generic Error Codes"). */
const passing: readonly number[] = [11232, 99991400];
/** This one stands for any bad request too. */
const badRequest = 9499;

export const feishu: SinkKind = {
  spacingMs: 650,
  secretProblem: () => null,
  write: (message, language) =>
    fitCard(cardOf(message, language), bodyOf, (body) => Buffer.byteLength(body) <= maxBytes),
  sign: (unsigned) => ({ url: unsigned.url, body: signedBody(unsigned), headers: jsonHeaders }),
  judge: (answer, nowMs) => judgeCode(answer, nowMs, { code: "code", text: "msg", isPassing }),
};

function isPassing(code: number, text: string): boolean {
  return passing.includes(code) || (code === badRequest && /too many/i.test(text));
}

const templates = { critical: "red", warning: "orange", info: "blue", resolved: "green" } as const;

function bodyOf({ tone, title, facts, blocks, more, link, footer }: CutCard): string {
  const sections = [
    facts.map(escapeText),
    ...blocks.map(({ heading, lines }) => [`**${escapeText(heading)}**`, ...lines.map(escapeText)]),
    ...(more === null ? [] : [[escapeText(more)]]),
  ];
  const divs = sections.map((lines) => ({ tag: "div", text: { tag: "lark_md", content: lines.join("\n") } }));
  const buttons = link === null ? [] : [{ tag: "action", actions: [buttonOf(link)] }];
  const note = { tag: "note", elements: [{ tag: "plain_text", content: footer }] };
  return JSON.stringify({
    msg_type: "interactive",
    card: {
      config: { wide_screen_mode: true },
      header: { template: templates[tone], title: { tag: "plain_text", content: title } },
      elements: [...divs, ...buttons, note],
    },
  });
}

function buttonOf({ text, url }: NonNullable<CutCard["link"]>): object {
  return { tag: "button", type: "primary", text: { tag: "plain_text", content: text }, url: linkTarget(url) };
}

/** Signs that the cards' Markdown knows go as numbered entities, as the vendor's page on it says; `@` too. */
function escapeText(text: string): string {
  return text.replace(/[&<>*_~`[\]()#\\$!|@]|^[-+]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function signedBody({ body, nowMs, secret }: Unsigned): string {
  if (secret === null) return body;
  const timestamp = String(Math.floor(nowMs / 1000));
  const sign = createHmac("sha256", `${timestamp}\n${secret}`).digest("base64");
  return JSON.stringify({ timestamp, sign, ...JSON.parse(body) });
}
