/** Cuts a card to what a service takes: between two blocks, and says how many are left out. */

import type { AlertCard } from "../../core/alerts/alert-card.ts";
import { wordsIn } from "../../core/alerts/words/words-in.ts";

/** A card and what stands for the blocks that it does not have. */
export interface CutCard extends AlertCard {
  /** Null: nothing is left out. */
  readonly more: string | null;
}

/** What `write` makes of as many blocks as `fits` takes. A card without any block is taken as it is. */
export function fitCard<Body>(card: AlertCard, write: (cut: CutCard) => Body, fits: (body: Body) => boolean): Body {
  for (let count = card.blocks.length; count > 0; count -= 1) {
    const body = write(cutTo(card, count));
    if (fits(body)) return body;
  }
  return write(cutTo(card, 0));
}

function cutTo(card: AlertCard, count: number): CutCard {
  const hidden = card.hidden + card.blocks.length - count;
  const more = hidden === 0 ? null : wordsIn(card.language).more(hidden);
  return { ...card, blocks: card.blocks.slice(0, count), hidden, more };
}
