/** `nights`: what is committed, night by night. Asks the service nothing. */

import { listNights } from "../../lib/usecases/report/list-nights.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, loadReader } from "../load-app.ts";
import { readNightRange, usualNights } from "../night-range.ts";
import { configWords, programName } from "../program-name.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { nightsObject } from "../render/nights-object.ts";
import { nightsText } from "../render/nights-text.ts";
import { warnOfNights } from "../warn-of-service.ts";

interface NightsFlags extends ConfigFlag {
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

const examples = `
Exit codes: 0 from the first night that is committed on, all are and are
complete; 3 one is missing, incomplete or damaged, or none is committed.

Examples:
  $ job-audit nights                      the last 14 that are over
  $ job-audit nights --from 2026-11-01    from a date on
  $ job-audit nights --json | jq '.nights[] | select(.status != "complete")'`;

export const addNights: AddCommand = (program, { io, action }) => {
  program
    .command("nights")
    .description("list what is committed, night by night, gaps included")
    .option("--from <date>", `the first night, as 2026-11-07 (default: ${usualNights} nights up to the last one)`)
    .option("--to <date>", "the last night (default: the last one that is over)")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: NightsFlags) => nights(flags, io)));
};

async function nights(flags: NightsFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  const { store, settings } = app;
  const span = readNightRange(flags, app, "list nights");
  let complete = true;
  for (const family of settings.families) {
    const listed = await listNights(store, { family, ...span, concurrency: settings.concurrency }, io.signal);
    const object = nightsObject({ family, ...span, location: store.location }, listed);
    const auditOf = (date: string) => `${programName(io.env)} run --date ${date}${configWords(flags.config)}`;
    io.out(flags.json ? jsonLine(object) : nightsText(object, auditOf, lookOf(io)));
    complete &&= object.complete;
    await warnOfNights(app, { family, listed }, io);
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}
