/** `run`: audits one night, or several, and commits their reports; or looks at the last hours and commits nothing. */

import { Option } from "commander";
import { createRunTally, type RunTally } from "../../lib/core/metrics/run-tally.ts";
import { type Events, eventsTo } from "../../lib/ports/events.ts";
import { createRedactor, type Redactor } from "../../lib/runtime/redactor.ts";
import { secretsOfPlaces } from "../../lib/runtime/secrets-of-places.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { assertNewFile } from "../export/write-new-file.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, chooseNight, type LoadedApp, loadApp } from "../load-app.ts";
import { withLog } from "../run-log.ts";
import { readLast, runLook } from "../run-look.ts";
import { type MeasuredFamily, writeMetrics } from "../run-metrics.ts";
import { auditFamily, tellNight } from "../run-night.ts";
import { readRange, runNights } from "../run-nights.ts";
import { runRecount } from "../run-recount.ts";
import { runRepair } from "../run-repair.ts";
import { warnOfService } from "../warn-of-service.ts";

interface RunFlags extends ConfigFlag {
  readonly date?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly repair?: true;
  readonly recount?: string | true;
  readonly metrics?: string;
  readonly log?: string;
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
  $ job-audit run --repair                             read holes again
  $ job-audit run --recount --date 2026-11-20          count a sample anew
  $ job-audit run --metrics /var/lib/node_exporter/job-audit.prom
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
    .addOption(
      new Option("--repair", "read the holes of committed nights again (default: of all within catchUp)").conflicts(
        "last",
      ),
    )
    .addOption(
      new Option(
        "--recount [windows]",
        "read windows of a committed night anew, 12 unless told, or all, and compare",
      ).conflicts(["from", "to", "last", "repair"]),
    )
    .addOption(
      new Option("--metrics <file>", "also write what was measured, as OpenMetrics; replaces the file").conflicts([
        "from",
        "to",
        "last",
        "repair",
        "recount",
      ]),
    )
    .option("--log <file>", "also add each event to this file, as a line of JSON")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: RunFlags) => run(flags, io)));
};

function run(flags: RunFlags, io: Io): Promise<ExitCode> {
  const redactor = createRedactor(io.env);
  if (flags.log === undefined) return runTold(flags, io, { listeners: [], redactor });
  return withLog({ path: flags.log, io, redactor }, (log) => runTold(flags, io, { listeners: [log], redactor }));
}

interface Telling {
  readonly listeners: readonly Events[];
  readonly redactor: Redactor;
}

async function runTold(flags: RunFlags, io: Io, { listeners, redactor }: Telling): Promise<ExitCode> {
  const lastMs = flags.last === undefined ? null : readLast(flags.last);
  if (flags.metrics !== undefined) await assertNewFile({ path: flags.metrics, force: true });
  const tally = createRunTally();
  const app = await loadApp(flags, io, eventsTo([...listeners, tally]));
  redactor.hide(secretsOfPlaces(app.settings, io.env));
  if (lastMs !== null) return runLook(app, lastMs, flags, io);
  if (flags.repair) return runRepair(app, flags, io);
  if (flags.recount !== undefined) return runRecount(app, { ...flags, recount: flags.recount }, io);
  const several = flags.from !== undefined || flags.to !== undefined;
  const one = () => runNight({ ...app, tally, redactor }, flags, io);
  const exitCode = await (several ? runNights(app, readRange(flags, app), flags, io) : one());
  await warnOfService(app, io);
  return exitCode;
}

async function runNight(
  { tally, redactor, ...app }: LoadedApp & { readonly tally: RunTally; readonly redactor: Redactor },
  flags: RunFlags,
  io: Io,
): Promise<ExitCode> {
  const night = chooseNight(flags.date, app.settings, app.clock.now());
  const measured: MeasuredFamily[] = [];
  let worst: ExitCode = exitCodes.fine;
  for (const family of app.settings.families) {
    const result = await auditFamily(app, { family, night }, io);
    const run = tally.take();
    measured.push({ night: result, run: result.already ? null : run });
    const exitCode = await tellNight(app, result, flags, io);
    if (exitCode > worst) worst = exitCode;
  }
  if (flags.metrics !== undefined) {
    await writeMetrics(app, measured, { path: flags.metrics, redactor, signal: io.signal });
  }
  return worst;
}
