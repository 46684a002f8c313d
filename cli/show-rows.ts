/** Prints the rows of one report that a filter lets through, while they are read. */

import type { Manifest } from "../lib/core/schema/manifest.ts";
import { amount, countText } from "../lib/core/words.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readQueueNames } from "../lib/usecases/report/queue-names.ts";
import { type FilteredRow, type FindingFilter, matches } from "./finding-filter.ts";
import type { Io } from "./io.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";
import { createRowTable } from "./render/row-table.ts";
import type { RowKind } from "./show-kinds.ts";
import { createTopRows } from "./top-rows.ts";
import { warnOfQueue } from "./warn-of-queue.ts";

export interface ShowRequest {
  readonly store: ReportStore;
  readonly manifest: Manifest;
  readonly filter: FindingFilter;
  readonly limit: number;
  readonly json: boolean;
}

interface Counts {
  all: number;
  matching: number;
  shown: number;
}

interface Printer<Row> {
  add(row: Row): void;
  end(counts: Counts): void;
}

/** The rows are read to their end, and so checked, also when the limit is reached early. */
export async function showRows<Row extends FilteredRow>(
  kind: RowKind<Row>,
  request: ShowRequest,
  io: Io,
): Promise<void> {
  const { store, manifest, filter, limit, json } = request;
  const queueNames = await readQueueNames(store, manifest, io.signal);
  const printer = json ? jsonPrinter(kind, io) : tablePrinter(kind, { manifest, queueNames }, limit, io);
  const ordered = !json && kind.order !== null;
  const counts: Counts = { all: 0, matching: 0, shown: 0 };
  for await (const row of kind.read(store, manifest, io.signal, filter.group)) {
    counts.all += 1;
    if (!matches(kind.filtered?.(row) ?? row, filter, queueNames, () => kind.textsOf(row))) continue;
    counts.matching += 1;
    if (counts.shown < limit) counts.shown += 1;
    else if (!ordered) continue;
    printer.add(row);
  }
  printer.end(counts);
  if (filter.queue !== undefined && counts.matching === 0) warnOfQueue(filter.queue, manifest, queueNames, io);
}

function jsonPrinter<Row extends FilteredRow>(kind: RowKind<Row>, io: Io): Printer<Row> {
  return {
    add: (row) => io.out(jsonLine(row)),
    end: (counts) => {
      if (counts.shown < counts.matching) io.err(`${endText(kind, counts)}\n`);
    },
  };
}

/** Rows that have an order of their own wait in `top` for the last of them. */
function tablePrinter<Row extends FilteredRow>(
  kind: RowKind<Row>,
  { manifest, queueNames }: { readonly manifest: Manifest; readonly queueNames: ReadonlyMap<string, string> },
  limit: number,
  io: Io,
): Printer<Row> {
  const { night, timeZone, family, status } = manifest;
  const look = lookOf(io);
  const columns = kind.columns({ ...manifest, queueNames });
  const { idOf, messageOf } = kind;
  const table = createRowTable({ columns, idOf, messageOf, look, print: io.out });
  const top = kind.order && createTopRows(limit, kind.order);
  io.out(`${look.colours.strong(`${kind.title} of ${night}, ${family} jobs`)} (times in ${timeZone})\n\n`);
  return {
    add: (row) => (top ?? table).add(row),
    end: (counts) => {
      for (const row of top?.rows() ?? []) table.add(row);
      table.end();
      if (counts.all === 0) return io.out(`${kind.none[status]}\n`);
      io.out(`${counts.shown > 0 ? "\n" : ""}${endText(kind, counts)}\n`);
    },
  };
}

function endText<Row extends FilteredRow>({ words }: RowKind<Row>, { all, matching, shown }: Counts): string {
  if (matching === 0) return `None of ${amount(all, ...words)} matches.`;
  const which =
    matching < all ? `${amount(matching, ...words)} that match, of ${countText(all)}` : amount(all, ...words);
  return shown < matching ? `${countText(shown)} of ${which}; --limit 0 shows all.` : `All of ${which}.`;
}
