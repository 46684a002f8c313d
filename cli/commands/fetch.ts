/** `fetch`: a committed night whole, every hash checked, into a folder that is then a report store itself. */

import { ConfigError } from "../../lib/core/errors.ts";
import type { FamilyName } from "../../lib/core/family.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { folderStore } from "../../lib/runtime/folder-store.ts";
import { type FetchResult, fetchNight } from "../../lib/usecases/fetch/fetch-night.ts";
import { assertFolder } from "../assert-folder.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { assertNightName, type ConfigFlag, type LoadedApp, loadReader } from "../load-app.ts";
import { configWords, programName } from "../program-name.ts";
import { fetchObject, fetchProgressText, fetchText } from "../render/fetch-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { showSpinner } from "../render/spinner.ts";
import { readRevisionFlag } from "../revision-flag.ts";

interface FetchFlags extends ConfigFlag {
  readonly date: string;
  readonly out: string;
  readonly revision?: number;
  readonly json?: true;
}

/** Files are held in memory whole while they are checked. */
const mostAtOnce = 8;

const examples = `
What is in the folder already is checked and not loaded again: the same command
goes on with a fetch that was cut off. Nothing there is ever overwritten.

Examples:
  $ job-audit fetch --date 2026-11-20 --out ./2026-11-20
  $ job-audit fetch --date 2026-11-20 --out ./first --revision 1
  $ job-audit fetch --date 2026-11-20 --out ./2026-11-20 --json | jq .bytes`;

export const addFetch: AddCommand = (program, { io, action }) => {
  program
    .command("fetch")
    .description("download a committed night whole, and check every file against its manifest")
    .requiredOption("--date <date>", "the night, as 2026-11-20")
    .requiredOption("--out <folder>", "where to; the keys become paths below it")
    .option("--revision <number>", "which revision of the night (default: the newest)", readRevisionFlag)
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: FetchFlags) => fetch(flags, io)));
};

async function fetch(flags: FetchFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  const { settings, clock } = app;
  assertNightName(flags.date, lastNightBefore(clock.now(), settings.timeZone, settings.settleMs));
  await assertFolder(flags.out, `Cannot fetch into ${flags.out}`);
  let complete = true;
  for (const family of settings.families) {
    const result = await fetchFamily(app, family, flags, io);
    io.out(flags.json ? jsonLine(fetchObject(result, flags.out)) : fetchText(result, flags.out, lookOf(io)));
    complete &&= result.night.commit.status === "complete";
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}

async function fetchFamily(app: LoadedApp, family: FamilyName, flags: FetchFlags, io: Io): Promise<FetchResult> {
  const { date, out, revision = null } = flags;
  const spinner = showSpinner(io, `Fetching ${family} jobs of ${date}`, fetchProgressText);
  const concurrency = Math.min(app.settings.concurrency, mostAtOnce);
  try {
    const deps = { from: app.store, to: folderStore(out), concurrency, onProgress: spinner.update };
    const result = await fetchNight(deps, { name: { family, date }, revision }, io.signal);
    return result ?? refuse(app, flags, io);
  } finally {
    spinner.stop();
  }
}

function refuse({ store }: LoadedApp, { date, revision, config }: FetchFlags, io: Io): never {
  const what = revision === undefined ? "no report of that night" : `no revision ${revision} of that night`;
  const nights = `${programName(io.env)} nights --from ${date} --to ${date}${configWords(config)}`;
  throw new ConfigError(
    `Cannot fetch ${date}: ${what} is committed in ${store.location}; \`${nights}\` tells which is`,
  );
}
