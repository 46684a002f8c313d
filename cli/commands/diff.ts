/** `diff`: what got worse in a committed night, and what else changed. Asks the service nothing. */

import { ConfigError } from "../../lib/core/errors.ts";
import { isNightName, shiftNight } from "../../lib/core/night.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { withScratchStore } from "../../lib/runtime/scratch-store.ts";
import { type DiffResult, diffNight, historyNights } from "../../lib/usecases/diff/diff-night.ts";
import { type CommittedNight, readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { describeDiff } from "../describe-diff.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { findReport, type ReportFlags } from "../find-report.ts";
import type { Io } from "../io.ts";
import { type LoadedApp, loadReader } from "../load-app.ts";
import { diffObject } from "../render/diff-object.ts";
import { jsonLine } from "../render/json-line.ts";
import { readRevisionFlag } from "../revision-flag.ts";
import { showRevision } from "../show-revision.ts";

interface DiffFlags extends ReportFlags {
  readonly baseline?: string;
  readonly revision?: number;
  readonly all?: true;
  readonly json?: true;
}

const examples = `
Every scope is compared with the newest earlier night in which it is complete,
and the diff is kept beside the report. With --baseline all are compared with
that night, and nothing is kept. With --revision the night's jobs are compared
with those of the revision before: what a repair changed, job by job.

Exit codes: 0 nothing got worse, 1 something did, 3 the night is incomplete,
whatever else it is: something is unknown then.

Examples:
  $ job-audit diff                                the newest committed night
  $ job-audit diff --date 2026-11-20 --all        every change of a night
  $ job-audit diff --baseline 2026-11-13          against that night
  $ job-audit diff --date 2026-11-20 --revision 2 what that revision changed
  $ job-audit diff --json | jq '.worst[].kind'    for scripts`;

export const addDiff: AddCommand = (program, { io, action }) => {
  program
    .command("diff")
    .description("tell what got worse in a committed night, against the nights before it")
    .option("--date <date>", "the night, as 2026-11-20 (default: the newest one that is committed)")
    .option("--baseline <date>", "compare with this night, and keep nothing")
    .option("--revision <number>", "what this revision of the night changed, job by job", readRevisionFlag)
    .option("--all", "show every change, not the first few of each kind")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: DiffFlags) => diff(flags, io)));
};

async function diff(flags: DiffFlags, io: Io): Promise<ExitCode> {
  if (flags.baseline !== undefined && flags.revision !== undefined) {
    throw new ConfigError("Cannot compare with --baseline and by --revision at once: leave one of them out");
  }
  const app = await loadReader(flags, io);
  let worst: ExitCode = exitCodes.fine;
  for (const family of app.settings.families) {
    const night = await findReport(app, { family, flags, verb: "compare" }, io);
    const exitCode = await diffReport(app, night, flags, io);
    if (exitCode > worst) worst = exitCode;
  }
  return worst;
}

async function diffReport(app: LoadedApp, night: CommittedNight, flags: DiffFlags, io: Io): Promise<ExitCode> {
  const { baseline, revision } = flags;
  if (revision !== undefined) return showRevision(app, { ...flags, night, revision }, io);
  if (baseline === undefined) return printDiff(app, night, { flags, output: app.store, kept: true }, io);
  await assertBaseline(app, night, baseline, io);
  return withScratchStore((output) => printDiff(app, night, { flags, output, kept: false }, io));
}

interface Printing {
  readonly flags: DiffFlags;
  /** Where the diff is written. */
  readonly output: LoadedApp["store"];
  readonly kept: boolean;
}

async function printDiff(app: LoadedApp, night: CommittedNight, printing: Printing, io: Io): Promise<ExitCode> {
  const { flags, output, kept } = printing;
  const { store, settings } = app;
  const { alerts, spikes: tuning } = settings;
  const name = { family: night.manifest.family, date: night.manifest.night };
  const request = { name, historyNights, baseline: flags.baseline ?? null };
  const result = await diffNight(
    { ...app, output, producer, alwaysAlert: alerts.alwaysAlert, tuning },
    request,
    io.signal,
  );
  if (result === null) throw new ConfigError(`Cannot compare ${name.date}: it is committed no more`);
  const shown = { night, result, output, all: flags.all === true, config: flags.config, kept };
  io.out(flags.json ? jsonLine(diffObject(result, kept ? store.location : null)) : await describeDiff(app, shown, io));
  return exitCodeOf(result);
}

/** Incomplete comes first: what could not be read may be worse than what was. */
function exitCodeOf({ diff: { status, headline } }: DiffResult): ExitCode {
  if (status === "incomplete") return exitCodes.incomplete;
  return headline.worse > 0 ? exitCodes.regressions : exitCodes.fine;
}

/** Throws `ConfigError` for a night that cannot be a baseline. */
async function assertBaseline(app: LoadedApp, { manifest }: CommittedNight, baseline: string, io: Io): Promise<void> {
  const { family, night } = manifest;
  if (!isNightName(baseline)) {
    throw new ConfigError(`Cannot use --baseline ${baseline}: expected a date such as ${shiftNight(night, -1)}`);
  }
  const attempt = `Cannot compare ${night} with ${baseline}`;
  if (baseline >= night) throw new ConfigError(`${attempt}: a baseline is a night before the one that is compared`);
  const found = await readCommittedNight(app.store, { family, date: baseline }, io.signal);
  if (found !== null) return;
  throw new ConfigError(`${attempt}: no report of ${baseline} is committed in ${app.store.location}`);
}
