import { describe, expect, it } from "vitest";
import { type CutCard, fitCard } from "../../../lib/adapters/sinks/fit-card.ts";
import { buildCard } from "../../../lib/core/alerts/alert-card.ts";
import { crowd, messageOf } from "../../core/alerts/a-message.ts";

function cutCard(items: number, most: number): CutCard {
  const card = buildCard(messageOf({ items: crowd(items) }), "en");
  return fitCard(
    card,
    (cut) => cut,
    ({ blocks }) => blocks.length <= most,
  );
}

describe("fitCard", () => {
  it("leaves a card whole that fits", () => {
    expect(cutCard(3, 3)).toMatchObject({ blocks: { length: 3 }, hidden: 0, more: null });
  });

  it("leaves out what does not fit from the end, and counts it with what the card does not show anyway", () => {
    expect(cutCard(3, 1)).toMatchObject({
      blocks: [{ lines: expect.arrayContaining(["ID id0"]) }],
      more: "and 2 more",
    });
    expect(cutCard(1_234, 4)).toMatchObject({ blocks: { length: 4 }, hidden: 1_230, more: "and 1,230 more" });
  });

  it("keeps the head in any case", () => {
    expect(cutCard(2, -1)).toMatchObject({ title: "Warning: 2 new · 2026-11-21", blocks: [], more: "and 2 more" });
  });
});
