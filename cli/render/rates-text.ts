/** Failure rates over the nights, a line a scope, as they stand above the rows of a report. */

import type { Names } from "../../lib/core/names.ts";
import { shareText } from "../../lib/core/numbers-text.ts";
import type { RateTest } from "../../lib/core/schema/rate-test.ts";
import { queueColumn, tagColumn } from "./diff-section.ts";
import { failedShare, type RatePoint } from "./history-text.ts";
import type { Look } from "./look.ts";
import { sparkline } from "./sparkline.ts";
import { type Column, tableText } from "./table.ts";

export interface ShownRate extends Pick<RateTest, "queueId" | "tag" | "after" | "verdict"> {
  /** Oldest first, this night last; null where the scope was not audited. */
  readonly points: readonly (RatePoint | null)[];
}

interface RatesLook extends Look, Pick<Names, "queueNames"> {
  /** ASCII only. */
  readonly plain: boolean;
}

export function ratesText(rates: readonly ShownRate[], look: RatesLook): string {
  const { colours, plain } = look;
  const columns: readonly Column<ShownRate>[] = [
    { title: "", value: ({ verdict }) => (verdict === "spike" ? "!" : " ") },
    queueColumn(look),
    { ...tagColumn, least: 4 },
    {
      title: "by night",
      value: ({ points }) =>
        sparkline(
          points.map((point) => point && failedShare(point)),
          { plain },
        ),
    },
    { title: "last", value: ({ after }) => shareText(after), align: "right" },
  ];
  const which = rates.some(({ verdict }) => verdict === "spike") ? "that spiked" : "of the scopes with most failures";
  return `${colours.strong(`Failure rates ${which}`)}\n${tableText(columns, rates, look)}`;
}
