/** What became of the files of a series, in a few lines. */

import { safeText } from "../../lib/core/safe-text.ts";
import { amount } from "../../lib/core/words.ts";
import type { RebuiltSeries } from "../../lib/usecases/series/rebuild-series.ts";
import type { Look } from "./look.ts";
import { hangText } from "./wrap.ts";

export interface RebuiltObject extends RebuiltSeries {
  readonly family: string;
  readonly location: string;
  readonly from: string;
  readonly to: string;
}

export function rebuiltText(object: RebuiltObject, { colours, columns }: Look): string {
  const { family, location, from, to, there, made, replaced, leftOut } = object;
  const count = there.length + made.length + replaced.length + leftOut.length;
  const lines = [
    colours.strong(`Series of ${family} jobs, ${from} to ${to}: ${amount(count, "committed night")}`),
    `in ${safeText(location)}`,
    "",
    `${amount(there.length, "file")} there and right`,
    `${amount(made.length, "file")} made`,
    `${amount(replaced.length, "file")} replaced: damaged, or not what the report says${namesOf(replaced)}`,
    ...leftOut.map(({ night, reason }) => colours.bad(hangText(safeText(`${night} left out: ${reason}`), columns, ""))),
  ];
  return `${lines.join("\n")}\n`;
}

function namesOf(nights: readonly string[]): string {
  return nights.length === 0 ? "" : ` (${nights.join(", ")})`;
}
