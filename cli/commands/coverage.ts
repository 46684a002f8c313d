/** `coverage`: whether every second of every scope is accounted for, night after night. Asks the service nothing. */

import { type Coverage, coverNights } from "../../lib/usecases/coverage/cover-nights.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, type LoadedApp, loadReader } from "../load-app.ts";
import { type NightRange, readNightRange, usualNights } from "../night-range.ts";
import { configWords, programName } from "../program-name.ts";
import { coverageObject } from "../render/coverage-object.ts";
import { coverageText } from "../render/coverage-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { showSpinner } from "../render/spinner.ts";

interface CoverageFlags extends ConfigFlag {
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

const examples = `
It is proven from what the reports hold, not from what they say of themselves:
nights must meet, the ledger must show every scope read from one end of the
night to the other, every file must have its hash, and a scope of the night
before must be there or be named. Whatever is not so is a hole with its cause.

Exit codes: 0 every second is accounted for, 3 there is a hole.

Examples:
  $ job-audit coverage                      the last ${usualNights} nights that are over
  $ job-audit coverage --from 2026-11-01    from a date on
  $ job-audit coverage --json | jq '.holes[] | [.night, .cause]'`;

export const addCoverage: AddCommand = (program, { io, action }) => {
  program
    .command("coverage")
    .description("say whether every second of every scope is accounted for")
    .option(
      "--from <date>",
      `the first night, as 2026-11-07 (default: the first committed one of ${usualNights} up to the last)`,
    )
    .option("--to <date>", "the last night (default: the last one that is over)")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: CoverageFlags) => coverage(flags, io)));
};

async function coverage(flags: CoverageFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  const range = { ...readNightRange(flags, app, "cover nights"), fromFirst: flags.from === undefined };
  let complete = true;
  for (const family of app.settings.families) {
    const covered = await coverWatched(app, { ...range, family }, io);
    const frame = { family, location: app.store.location, timeZone: app.settings.timeZone };
    const object = coverageObject(frame, covered);
    const run = (words: string) => `${programName(io.env)} run ${words}${configWords(flags.config)}`;
    io.out(flags.json ? jsonLine(object) : coverageText(object, run, lookOf(io)));
    complete &&= object.complete;
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}

async function coverWatched(
  { store, settings }: LoadedApp,
  range: NightRange & { readonly family: LoadedApp["settings"]["families"][number]; readonly fromFirst: boolean },
  io: Io,
): Promise<Coverage> {
  const spinner = showSpinner(io, `Checking reports of ${range.family} jobs`, (night: string) => night);
  try {
    const request = { ...range, timeZone: settings.timeZone, onNight: spinner.update };
    return await coverNights(store, request, io.signal);
  } finally {
    spinner.stop();
  }
}
