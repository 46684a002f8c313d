/** How the failures of each scope went, a line a scope: the oldest night on the left. */

import type { Names } from "../../lib/core/names.ts";
import { shareText } from "../../lib/core/numbers-text.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { LeftOut } from "../../lib/core/schema/diff.ts";
import { amount } from "../../lib/core/words.ts";
import type { ScopeHistory } from "../history-rows.ts";
import { queueColumn, tagColumn } from "./diff-section.ts";
import type { Look } from "./look.ts";
import { sparkline } from "./sparkline.ts";
import { type Column, tableText } from "./table.ts";
import { hangText, wrapText } from "./wrap.ts";

export interface HistoryObject {
  readonly family: string;
  readonly location: string;
  readonly from: string;
  readonly to: string;
  readonly leftOut: readonly LeftOut[];
  readonly scopes: readonly ScopeHistory[];
}

const legend =
  "A bar is the share of ended jobs that failed in a night, the highest of its line at the top; " +
  "a dot is a night that was not read whole, or in which none ended.";

interface HistoryLook extends Look, Pick<Names, "queueNames"> {
  /** ASCII only. */
  readonly plain: boolean;
  /** How many are committed. */
  readonly nights: number;
}

function noneText(nights: number): string {
  if (nights === 0) return "No night is committed there.";
  return `None of the scopes of ${amount(nights, "committed night")} is called so; without --queue and --tag all are shown.`;
}

export function historyText(object: HistoryObject, look: HistoryLook): string {
  const { family, location, from, to, leftOut, scopes } = object;
  const { colours, columns: width } = look;
  const columns: readonly Column<ScopeHistory>[] = [
    queueColumn(look),
    { ...tagColumn, least: 4 },
    {
      title: "failed, night by night",
      value: ({ nights }) => sparkline(nights.map(failedShare), { plain: look.plain }),
    },
    { title: "last", value: ({ nights }) => lastText(nights), align: "right" },
  ];
  const lines = [
    colours.strong(`Failures of ${family} jobs, ${from} to ${to}`),
    `in ${safeText(location)}`,
    "",
    scopes.length === 0 ? noneText(look.nights) : tableText(columns, scopes, look),
    ...(scopes.length === 0 ? [] : [wrapText(legend, width, "")]),
    ...leftOut.map(({ night, reason }) => colours.bad(hangText(safeText(`${night} left out: ${reason}`), width, ""))),
  ];
  return `${lines.join("\n")}\n`;
}

type SeriesPoint = ScopeHistory["nights"][number];

export interface RatePoint {
  readonly failed: number;
  readonly ended: number;
  readonly complete: boolean;
}

/** Null: not known. */
export function failedShare({ failed, ended, complete }: RatePoint): number | null {
  return complete && ended > 0 ? failed / ended : null;
}

function lastText(nights: readonly SeriesPoint[]): string {
  const last = nights.at(-1);
  return last === undefined ? "-" : shareText(last);
}
