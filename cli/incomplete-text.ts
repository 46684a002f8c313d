/** What is said beside the rows of a report that has holes. */

import { amount } from "../lib/core/words.ts";
import type { CommittedNight } from "../lib/usecases/report/read-commit.ts";
import type { ReportFlags } from "./find-report.ts";
import type { Io } from "./io.ts";
import { configWords, programName } from "./program-name.ts";

export function incompleteText({ manifest }: CommittedNight, flags: ReportFlags, io: Io): string {
  const { night, holes } = manifest;
  const run = `${programName(io.env)} run --date ${night}${configWords(flags.config)}`;
  return `INCOMPLETE: ${amount(holes.length, "hole")} in the report of ${night}; \`${run}\` tells which, and with --repair reads them again.\n`;
}
