/** `nights`: what is committed, night by night. Asks the service nothing. */

import { ConfigError } from "../../lib/core/errors.ts";
import { isNightName, lastNightBefore, shiftNight } from "../../lib/core/night.ts";
import { listNights } from "../../lib/usecases/report/list-nights.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, type LoadedApp, loadReader } from "../load-app.ts";
import { configWords, programName } from "../program-name.ts";
import { lookOf } from "../render/look.ts";
import { nightsObject } from "../render/nights-object.ts";
import { nightsText } from "../render/nights-text.ts";
import { jsonLine } from "../render/safe-text.ts";

interface NightsFlags extends ConfigFlag {
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

const usualNights = 14;
/** Each night is asked for by itself; a year of them takes some 1,500 requests. */
const mostNights = 366;

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
  const span = readSpan(flags, app);
  let complete = true;
  for (const family of settings.families) {
    const listed = await listNights(store, { family, ...span, concurrency: settings.concurrency }, io.signal);
    const object = nightsObject({ family, ...span, location: store.location }, listed);
    const auditOf = (date: string) => `${programName(io.env)} run --date ${date}${configWords(flags.config)}`;
    io.out(flags.json ? jsonLine(object) : nightsText(object, auditOf, lookOf(io)));
    complete &&= object.complete;
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}

/** Throws `ConfigError` for what is no date, for a span that ends before it begins, and for one that is too long. */
function readSpan(flags: NightsFlags, { settings, clock }: LoadedApp): { readonly from: string; readonly to: string } {
  const last = lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
  const to = readDate("--to", flags.to, last) ?? last;
  const from = readDate("--from", flags.from, last) ?? shiftNight(to, 1 - usualNights);
  if (from > to) throw new ConfigError(`Cannot list nights from ${from} to ${to}: the first one comes after the last`);
  if (shiftNight(from, mostNights) > to) return { from, to };
  throw new ConfigError(`Cannot list nights from ${from} to ${to}: ask for at most ${mostNights} at once`);
}

function readDate(flag: string, date: string | undefined, example: string): string | undefined {
  if (date === undefined || isNightName(date)) return date;
  throw new ConfigError(`Cannot use ${flag} ${date}: expected a date such as ${example}`);
}
