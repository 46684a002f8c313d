/** Prints the findings of one report that a filter lets through, while they are read. */

import type { Finding } from "../lib/core/schema/finding.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readFindings } from "../lib/usecases/report/read-rows.ts";
import { type FindingFilter, isCalled, matches } from "./finding-filter.ts";
import type { Io } from "./io.ts";
import { readQueueNames } from "./queue-names.ts";
import { createFindingsTable } from "./render/findings-table.ts";
import { lookOf } from "./render/look.ts";
import { jsonLine, safeText } from "./render/safe-text.ts";
import { amount, countText } from "./render/words.ts";

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

interface Printer {
  add(finding: Finding): void;
  end(counts: Counts): void;
}

/** The report is read to its end, and so checked, also when the limit is reached early. */
export async function showFindings(request: ShowRequest, io: Io): Promise<void> {
  const { store, manifest, filter, limit, json } = request;
  const queueNames = await readQueueNames(store, manifest, io.signal);
  const printer = json ? jsonPrinter(io) : tablePrinter(manifest, queueNames, io);
  const counts: Counts = { all: 0, matching: 0, shown: 0 };
  for await (const finding of readFindings(store, manifest, io.signal)) {
    counts.all += 1;
    if (!matches(finding, filter, queueNames)) continue;
    counts.matching += 1;
    if (counts.shown === limit) continue;
    counts.shown += 1;
    printer.add(finding);
  }
  printer.end(counts);
  if (filter.queue !== undefined && counts.matching === 0) warnOfQueue(filter.queue, manifest, queueNames, io);
}

/** A mistyped queue would look like a quiet one. */
function warnOfQueue(queue: string, { scopes }: Manifest, queueNames: ReadonlyMap<string, string>, io: Io): void {
  if (scopes.some(({ queueId }) => isCalled(queueId, queue, queueNames))) return;
  const names = [...new Set(scopes.map(({ queueId }) => queueNames.get(queueId) ?? queueId))].sort().join(", ");
  io.err(`${safeText(`No queue of this report is called ${queue}; there are ${names}`)}\n`);
}

function jsonPrinter(io: Io): Printer {
  return {
    add: (finding) => io.out(jsonLine(finding)),
    end: (counts) => {
      if (counts.shown < counts.matching) io.err(`${endText(counts)}\n`);
    },
  };
}

function tablePrinter(
  { night, timeZone, family, status }: Manifest,
  queueNames: ReadonlyMap<string, string>,
  io: Io,
): Printer {
  const look = lookOf(io);
  const table = createFindingsTable({ night, timeZone, queueNames, look, print: io.out });
  io.out(`${look.colours.strong(`Findings of ${night}, ${family} jobs`)} (times in ${timeZone})\n\n`);
  return {
    add: table.add,
    end: (counts) => {
      table.end();
      const none = status === "complete" ? "No job failed or is stuck." : "No finding in what could be read.";
      io.out(counts.all === 0 ? `${none}\n` : `${counts.shown > 0 ? "\n" : ""}${endText(counts)}\n`);
    },
  };
}

function endText({ all, matching, shown }: Counts): string {
  if (matching === 0) return `None of ${amount(all, "finding")} matches.`;
  const which =
    matching < all ? `${amount(matching, "finding")} that match, of ${countText(all)}` : amount(all, "finding");
  return shown < matching ? `${countText(shown)} of ${which}; --limit 0 shows all.` : `All of ${which}.`;
}
