/** An alert as a phone shows it: the card's lines, with a bar down their side so that one sees where it ends. */

import type { AlertCard, CardBlock } from "../../lib/core/alerts/alert-card.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Look } from "./look.ts";
import { wrapText } from "./wrap.ts";

const bar = "  │ ";

export function phoneText(card: AlertCard, { columns, colours }: Look): string {
  const lines = [...card.facts, ...card.blocks.flatMap(blockLines), ...(card.link === null ? [] : [card.link.url])];
  const text = [...lines, "", card.footer].map((line) => wrapText(safeText(line), columns, bar));
  const title = wrapText(safeText(card.title), columns, bar);
  return `The alert, as a phone shows it\n${[colours.strong(title), ...text].map((line) => `${line.trimEnd()}\n`).join("")}`;
}

function blockLines({ heading, lines }: CardBlock): readonly string[] {
  return ["", heading, ...lines];
}
