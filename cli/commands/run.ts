/** `run`: audits one night, or several, and commits their reports; or looks at the last hours and commits nothing. */

import { Option } from "commander";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, chooseNight, type LoadedApp, loadApp } from "../load-app.ts";
import { readLast, runLook } from "../run-look.ts";
import { auditFamily, tellNight } from "../run-night.ts";
import { readRange, runNights } from "../run-nights.ts";

interface RunFlags extends ConfigFlag {
  readonly date?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly json?: true;
}

const examples = `
Several nights are audited oldest first, and one that fails is told while the
others go on; the exit code is that of the worst. With --json each night is one
line; a look is one line, and its findings are the lines behind it.

Examples:
  $ job-audit run                                      the last night
  $ job-audit run --date 2026-11-20                    a night by its date
  $ job-audit run --from 2026-11-14 --to 2026-11-20    a week of nights
  $ job-audit run --last 2h                            a look, not committed
  $ job-audit run --json | jq .holes                   for scripts`;

export const addRun: AddCommand = (program, { io, action }) => {
  program
    .command("run")
    .description("audit one night and commit its report; a night that is committed is not read again")
    .option("--date <date>", "the night, as 2026-11-20 (default: the last one that is over)")
    .addOption(new Option("--from <date>", "several nights: the first").conflicts(["date", "last"]))
    .addOption(new Option("--to <date>", "the last of them (default: the last that is over)").conflicts("date"))
    .addOption(
      new Option("--last <duration>", "only look at the last 30m, 2h … 7d; nothing is committed").conflicts([
        "date",
        "to",
      ]),
    )
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: RunFlags) => run(flags, io)));
};

async function run(flags: RunFlags, io: Io): Promise<ExitCode> {
  const lastMs = flags.last === undefined ? null : readLast(flags.last);
  const app = await loadApp(flags, io);
  if (lastMs !== null) return runLook(app, lastMs, flags, io);
  if (flags.from !== undefined || flags.to !== undefined) return runNights(app, readRange(flags, app), flags, io);
  return runNight(app, flags, io);
}

async function runNight(app: LoadedApp, flags: RunFlags, io: Io): Promise<ExitCode> {
  const night = chooseNight(flags.date, app.settings, app.clock.now());
  let worst: ExitCode = exitCodes.fine;
  for (const family of app.settings.families) {
    const result = await auditFamily(app, { family, night }, io);
    const exitCode = await tellNight(app, result, flags, io);
    if (exitCode > worst) worst = exitCode;
  }
  return worst;
}
