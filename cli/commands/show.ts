/** `show`: looks into a committed report; asks the service nothing. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { ConfigError } from "../../lib/core/errors.ts";
import type { FamilyName } from "../../lib/core/family.ts";
import { lastNightBefore, shiftNight } from "../../lib/core/night.ts";
import { verdicts } from "../../lib/core/verdict.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { type CommittedNight, readCommittedNight, readPreviousNight } from "../../lib/usecases/report/read-commit.ts";
import { type AddCommand, configFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { FindingFilter } from "../finding-filter.ts";
import type { Io } from "../io.ts";
import { assertNightName, type ConfigFlag, type LoadedApp, loadReader } from "../load-app.ts";
import { configWords, programName } from "../program-name.ts";
import { amount } from "../render/words.ts";
import { showFindings } from "../show-findings.ts";

interface ShowFlags extends ConfigFlag, FindingFilter {
  readonly date?: string;
  readonly limit?: number;
  readonly json?: true;
}

const examples = `
Examples:
  $ job-audit show                                      the newest committed night
  $ job-audit show --date 2026-11-20 --verdict failed   a night by its date
  $ job-audit show --queue thumbnails --text timeout    a queue by its name or id
  $ job-audit show --group v1:3f9ac2 --limit 0          every job of one group
  $ job-audit show --json | jq -r .jobId                whole findings, for scripts`;

export const addShow: AddCommand = (program, { io, action }) => {
  addFilters(program.command("show"))
    .description("show the findings of a committed report")
    .option("--limit <count>", "how many to show, 0 for all (default: 50; with --json all)", readLimit)
    .option("--json", "print one whole finding a line, as JSON")
    .option(...configFlag)
    .addHelpText("after", examples)
    .action(action((flags: ShowFlags) => show(flags, io)));
};

function addFilters(command: Command): Command {
  return command
    .option("--date <date>", "the night, as 2026-11-20 (default: the newest one that is committed)")
    .addOption(new Option("--verdict <verdict>", "only this verdict").choices(verdicts))
    .option("--queue <queue>", "only this queue: its name, or how its id begins")
    .option("--group <fingerprint>", "only this group: how its fingerprint begins")
    .option("--text <text>", "only what holds this text in id, code, message, reason or object");
}

function readLimit(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number, 0 for all.");
  return Number(text);
}

async function show(flags: ShowFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  let exitCode: ExitCode = exitCodes.fine;
  for (const family of app.settings.families) {
    const committed = await findReport(app, { family, flags }, io);
    await showFindings({ store: app.store, manifest: committed.manifest, ...withLimit(flags) }, io);
    if (committed.manifest.status === "complete") continue;
    io.err(incompleteText(committed, flags, io));
    exitCode = exitCodes.incomplete;
  }
  return exitCode;
}

function withLimit({ limit, json, ...filter }: ShowFlags) {
  const asked = limit ?? (json ? 0 : 50);
  return { filter, json: json === true, limit: asked === 0 ? Number.POSITIVE_INFINITY : asked };
}

interface ReportChoice {
  readonly family: FamilyName;
  readonly flags: ShowFlags;
}

/** Throws `ConfigError` when there is no such report. */
async function findReport(app: LoadedApp, { family, flags }: ReportChoice, io: Io): Promise<CommittedNight> {
  const { settings, store, clock } = app;
  const last = lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
  if (flags.date !== undefined) {
    assertNightName(flags.date, last);
    const found = await readCommittedNight(store, { family, date: flags.date }, io.signal);
    return found ?? refuse(`Cannot show ${flags.date}`, { nights: "that night", date: flags.date }, app, { flags, io });
  }
  const { catchUpNights } = auditRequestOf(settings, family, last);
  const after = { family, date: shiftNight(last, 1) };
  const found = await readPreviousNight(store, after, catchUpNights, io.signal);
  const nights = `the last ${amount(catchUpNights, "night")}, up to ${last},`;
  return found ?? refuse("Cannot show a report", { nights, date: last }, app, { flags, io });
}

function refuse(
  attempt: string,
  { nights, date }: { readonly nights: string; readonly date: string },
  { store }: LoadedApp,
  { flags, io }: { readonly flags: ShowFlags; readonly io: Io },
): never {
  const run = `${programName(io.env)} run --date ${date}${configWords(flags.config)}`;
  throw new ConfigError(`${attempt}: no report of ${nights} is committed in ${store.location}; \`${run}\` makes one`);
}

function incompleteText({ manifest }: CommittedNight, flags: ShowFlags, io: Io): string {
  const { night, holes } = manifest;
  const run = `${programName(io.env)} run --date ${night}${configWords(flags.config)}`;
  return `INCOMPLETE: ${amount(holes.length, "hole")} in the report of ${night}; \`${run}\` tells which, and reads nothing again.\n`;
}
