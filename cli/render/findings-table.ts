/**
 * Findings as a table, printed piece by piece so that a long report needs no memory.
 *
 * Where there is no room for it beside the rest, the message stands on a line of its own.
 */

import type { Finding } from "../../lib/core/schema/finding.ts";
import { symptomOf } from "../symptom.ts";
import { timeInNight } from "./local-time.ts";
import type { Look } from "./look.ts";
import { safeText } from "./safe-text.ts";
import { type Column, type FittedTable, fitTable } from "./table.ts";
import { shorten } from "./text-width.ts";

export interface FindingsTable {
  add(finding: Finding): void;
  /** Prints what is left. */
  end(): void;
}

export interface FindingsTableRequest {
  readonly night: string;
  readonly timeZone: string;
  readonly queueNames: ReadonlyMap<string, string>;
  readonly look: Look;
  print(text: string): void;
}

/** Rows that are looked at together: the first of them decide the widths. */
const batchRows = 500;
const roomForMessage = 120;
const messageIndent = "          ";

export function createFindingsTable(request: FindingsTableRequest): FindingsTable {
  let batch: Finding[] = [];
  let lines: ((rows: readonly Finding[]) => readonly string[]) | null = null;
  const flush = () => {
    if (batch.length === 0) return;
    if (lines === null) {
      const table = fitFindings(batch, request);
      request.print(`${table.head}\n`);
      lines = table.lines;
    }
    request.print(`${lines(batch).join("\n")}\n`);
    batch = [];
  };
  return {
    add(finding) {
      batch.push(finding);
      if (batch.length === batchRows) flush();
    },
    end: flush,
  };
}

function fitFindings(sample: readonly Finding[], request: FindingsTableRequest): FittedTable<Finding> {
  const { look } = request;
  const columns = findingColumns(request);
  if (look.columns >= roomForMessage) return fitTable([...columns, messageColumn], sample, look);
  const table = fitTable(columns, sample, look);
  return { head: table.head, lines: (rows) => table.lines(rows).flatMap(withMessage(rows, look)) };
}

function withMessage(rows: readonly Finding[], look: Look): (line: string, at: number) => readonly string[] {
  const messages = rows.map((row) => shorten(safeText(symptomOf(row).message), look.columns - messageIndent.length));
  return (line, at) => [line, look.colours.faint(`${messageIndent}${messages[at]}`)];
}

const messageColumn: Column<Finding> = {
  title: "message",
  value: (finding) => symptomOf(finding).message,
  least: 40,
};

function findingColumns({ night, timeZone, queueNames }: FindingsTableRequest): readonly Column<Finding>[] {
  return [
    { title: "created", value: ({ createdAt }) => timeInNight(createdAt, timeZone, night) },
    { title: "verdict", value: ({ verdict }) => verdict },
    { title: "code", value: (finding) => symptomOf(finding).code || "-", least: 22 },
    { title: "queue", value: ({ queueId }) => queueNames.get(queueId) ?? queueId, least: 8 },
    { title: "object", value: ({ input }) => input?.object ?? "-", least: 12 },
  ];
}
