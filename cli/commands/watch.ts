/** `watch`: the watchdog's look at the last nights, for who has no functions. Asks Cloud Infinite nothing. */

import { watchLastNights, watchResult } from "../../lib/runtime/watch-last-nights.ts";
import type { Watched } from "../../lib/usecases/watch/watch-nights.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { explainError } from "../explain-error.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, type LoadedApp, loadApp, loadReader, loadSettings } from "../load-app.ts";
import { configWords, programName } from "../program-name.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { watchText } from "../render/watch-text.ts";

interface WatchFlags extends ConfigFlag {
  readonly json?: true;
}

const examples = `
As the watchdog function does: what is wrong is told to the sinks, each trouble
once and once that it is over, and with functions.audit in the settings a run
that went silent is started again, once. docs/watchdog.md has the rules.

Exit codes: 0 nothing is wrong; 2 settings or credentials; 3 something is, or
could not be looked at or told.

Examples:
  $ job-audit watch                           the nights of catchUp that are due
  $ job-audit watch --json | jq '.nights[] | select(.troubles != [])'
  45 6,9 * * * job-audit watch --config /etc/job-audit.yaml    for cron`;

export const addWatch: AddCommand = (program, { io, action }) => {
  program
    .command("watch")
    .description("notice nights that did not happen and runs that went silent, and tell people")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: WatchFlags) => watch(flags, io)));
};

async function watch(flags: WatchFlags, io: Io): Promise<ExitCode> {
  const app = await loadWatcher(flags, io);
  const watched = await watchLastNights(app, io.signal);
  for (const error of watched.errors) io.err(explainError(error)?.text ?? "");
  io.out(flags.json ? jsonLine(watchResult(watched)) : watchText(watched, placeOf(app, flags, io), lookOf(io)));
  return isWell(watched) ? exitCodes.fine : exitCodes.incomplete;
}

/** A run is claimed before it is started again: who could not start it is told before. */
async function loadWatcher(flags: WatchFlags, io: Io): Promise<LoadedApp> {
  const { functions } = await loadSettings(flags);
  return functions.audit === null ? loadReader(flags, io) : loadApp(flags, io);
}

function placeOf({ settings: { timeZone }, store: { location }, sinks }: LoadedApp, { config }: WatchFlags, io: Io) {
  const commandOf = (words: string) => `${programName(io.env)} ${words}${configWords(config)}`;
  return { location, timeZone, sinks: sinks.length, commandOf };
}

function isWell({ nights, deliveries, errors }: Watched): boolean {
  const isTold = deliveries.every(({ reason }) => reason === null);
  return isTold && errors.length === 0 && nights.every(({ troubles }) => troubles.length === 0);
}
