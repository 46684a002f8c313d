/** `export`: rows of a committed report for other programs: a batch job, a spreadsheet, a script. */

import { type Command, Option } from "commander";
import { ConfigError } from "../../lib/core/errors.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { verdicts } from "../../lib/core/verdict.ts";
import { readQueueNames } from "../../lib/usecases/report/queue-names.ts";
import type { CommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { emptyCounts } from "../export/export-counts.ts";
import { exportFormats, exportWhat } from "../export/export-what.ts";
import type { LaterNights } from "../export/recovered-work.ts";
import { assertNewFile, writeNewFile } from "../export/write-new-file.ts";
import { findReport, type ReportFlags } from "../find-report.ts";
import type { FindingFilter } from "../finding-filter.ts";
import { incompleteText } from "../incomplete-text.ts";
import type { Io } from "../io.ts";
import { type LoadedApp, loadReader } from "../load-app.ts";
import { exportedObject, exportedRemarks, exportedText } from "../render/exported-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { warnOfQueue } from "../warn-of-queue.ts";

interface ExportFlags extends ReportFlags, FindingFilter {
  readonly what: keyof typeof exportWhat;
  readonly format: (typeof exportFormats)[number];
  readonly out: string;
  readonly force?: true;
  readonly bom?: true;
  readonly notRecovered?: true;
  readonly json?: true;
}

const examples = `
A url-file holds the address of each input once, in the order of the report, as
batch jobs of Cloud Infinite take it: store it in the bucket and name it as the
UrlFile of an inventory trigger job. Failed inputs are those of jobs that failed
in the night, and of jobs of earlier nights that were seen to have failed since.

Examples:
  $ job-audit export --format url-file --queue thumbnails --out retry.txt
  $ job-audit export --date 2026-11-20 --not-recovered --format url-file
  $ job-audit export --format csv --bom --out failed.csv    for a spreadsheet
  $ job-audit export --what groups --format csv             to standard output
  $ job-audit export --format jsonl | jq -r .jobId          whole rows`;

export const addExport: AddCommand = (program, { io, action }) => {
  addFilters(program.command("export"))
    .description("write rows of a committed report for other programs")
    .option("--not-recovered", "failed-inputs: without those that recovered in a later night")
    .option("--out <file>", "where to; never over a file that is there", "-")
    .option("--force", "replace the file that is there")
    .option("--bom", "csv: begin with the mark by which Excel knows UTF-8")
    .option(...configFlag)
    .option(jsonFlag[0], "print one JSON object on what was written to --out FILE")
    .addHelpText("after", examples)
    .action(action((flags: ExportFlags) => exportReport(flags, io)));
};

function addFilters(command: Command): Command {
  return command
    .addOption(new Option("--what <rows>", "what to write").choices(Object.keys(exportWhat)).default("failed-inputs"))
    .addOption(new Option("--format <format>", "in which form").choices(exportFormats).makeOptionMandatory())
    .option("--date <date>", "the night, as 2026-11-20 (default: the newest one that is committed)")
    .addOption(
      new Option("--verdict <verdict>", "only this verdict (default: of failed-inputs failed)").choices(verdicts),
    )
    .option("--queue <queue>", "only this queue: its name, or how its id begins")
    .option("--group <fingerprint>", "only groups whose fingerprint begins so")
    .option("--text <text>", "only what holds this text in id, code, message, reason or object");
}

async function exportReport(flags: ExportFlags, io: Io): Promise<ExitCode> {
  const file = readFile(flags);
  const app = await loadReader(flags, io);
  if (file !== null) await assertNewFile(file);
  const reports = await findReports(app, flags, io);
  const counts = emptyCounts();
  const { what, format, bom } = flags;
  const later = flags.notRecovered ? laterNights(app) : null;
  const request = { store: app.store, reports, filter: flags, counts, format, bom: bom === true, later };
  const chunks = exportWhat[what](request, io.signal);
  const exported = { what, format, reports, counts, notRecovered: later !== null };
  if (file === null) await print(chunks, io);
  else {
    const written = { path: file.path, bytes: await writeNewFile(file, chunks) };
    io.out(flags.json ? jsonLine(exportedObject(exported, written)) : exportedText(exported, written));
  }
  for (const line of exportedRemarks(exported)) io.err(`${line}\n`);
  if (flags.queue !== undefined && counts.matching === 0) await warn(app, reports, flags.queue, io);
  return exitCodeOf(reports, flags, io);
}

interface OutFile {
  readonly path: string;
  readonly force: boolean;
}

/** Null for standard output. Throws `ConfigError` for flags that do not go together. */
function readFile({ out, force, bom, format, json, what, notRecovered }: ExportFlags): OutFile | null {
  if (notRecovered && what !== "failed-inputs") {
    throw new ConfigError(`Cannot use --not-recovered with --what ${what}: it is for failed-inputs`);
  }
  if (bom && format !== "csv") throw new ConfigError(`Cannot use --bom with --format ${format}: it is for csv`);
  if (out !== "-") return { path: out, force: force === true };
  if (!json) return null;
  throw new ConfigError("Cannot use --json without --out FILE: standard output is taken by what is exported");
}

/** As long as an open job is seen again, later outcomes are looked for. */
function laterNights({ settings, clock }: LoadedApp): LaterNights {
  const last = lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
  return { last, nights: Math.ceil(settings.openMaxAgeMs / 86_400_000) };
}

async function findReports(app: LoadedApp, flags: ExportFlags, io: Io): Promise<readonly CommittedNight[]> {
  const reports: CommittedNight[] = [];
  for (const family of app.settings.families) {
    reports.push(await findReport(app, { family, flags, verb: "export" }, io));
  }
  return reports;
}

async function print(chunks: AsyncIterable<string>, io: Io): Promise<void> {
  for await (const chunk of chunks) io.out(chunk);
}

async function warn({ store }: LoadedApp, reports: readonly CommittedNight[], queue: string, io: Io): Promise<void> {
  for (const { manifest } of reports) {
    warnOfQueue(queue, manifest, await readQueueNames(store, manifest, io.signal), io);
  }
}

/** Incomplete reports are told of on standard error. */
function exitCodeOf(reports: readonly CommittedNight[], flags: ExportFlags, io: Io): ExitCode {
  const incomplete = reports.filter(({ manifest }) => manifest.status === "incomplete");
  for (const report of incomplete) io.err(incompleteText(report, flags, io));
  return incomplete.length === 0 ? exitCodes.fine : exitCodes.incomplete;
}
