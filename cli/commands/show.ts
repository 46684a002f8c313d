/** `show`: looks into a committed report; asks the service nothing. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { verdicts } from "../../lib/core/verdict.ts";
import { type AddCommand, configFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { findReport, type ReportFlags } from "../find-report.ts";
import type { FindingFilter } from "../finding-filter.ts";
import { incompleteText } from "../incomplete-text.ts";
import type { Io } from "../io.ts";
import { loadReader } from "../load-app.ts";
import { openPage } from "../open-page.ts";
import { showAsOf } from "../show-as-of.ts";
import { amendmentRows, carriedRows, findingRows, groupRows } from "../show-kinds.ts";
import { showRates } from "../show-rates.ts";
import { type ShowRequest, showRows } from "../show-rows.ts";
import { showWhy } from "../show-why.ts";

const showWhat = {
  findings: (request: ShowRequest, io: Io) => showRows(findingRows, request, io),
  groups: (request: ShowRequest, io: Io) => showRows(groupRows, request, io),
  carried: (request: ShowRequest, io: Io) => showRows(carriedRows, request, io),
  amendments: (request: ShowRequest, io: Io) => showRows(amendmentRows, request, io),
};

interface ShowFlags extends ReportFlags, FindingFilter {
  readonly what: keyof typeof showWhat;
  readonly limit?: number;
  readonly json?: true;
  readonly asOf?: string;
  readonly open?: true;
  readonly why?: string;
}

const examples = `
Examples:
  $ job-audit show                                     the newest night
  $ job-audit show --date 2026-11-20 --verdict failed  a night by its date
  $ job-audit show --what groups                       the largest groups first
  $ job-audit show --what carried                      jobs that hang still
  $ job-audit show --what amendments                   how such jobs ended
  $ job-audit show --queue thumbnails --text timeout   a queue by name or id
  $ job-audit show --group v2:3f9ac2 --limit 0         every job of that kind
  $ job-audit show --date 2026-11-19 --as-of 2026-11-20
                              what was known of that night when that day ended
  $ job-audit show --open                              its page, in a browser
  $ job-audit show --why c93984788066911ed89ed352d4d9d2084
                              why that job is stuck, or has failed, or has not
  $ job-audit show --json | jq -r .jobId               whole rows, for scripts`;

export const addShow: AddCommand = (program, { io, action }) => {
  addFilters(program.command("show"))
    .description("show the findings of a committed report, or what became of open jobs of earlier nights")
    .option("--as-of <date>", "the findings of --date as they were known when this day ended")
    .option("--limit <count>", "how many to show, 0 for all (default: 50; with --json all)", readLimit)
    .option("--json", "print one whole row a line, as JSON")
    .option("--open", "open the page of the night in a browser instead, and print where it lies")
    .addOption(new Option("--why <job>", "say why this job has its verdict instead").conflicts(["asOf", "open"]))
    .option(...configFlag)
    .addHelpText("after", examples)
    .action(action((flags: ShowFlags) => show(flags, io)));
};

function addFilters(command: Command): Command {
  return command
    .option("--date <date>", "the night, as 2026-11-20 (default: the newest one that is committed)")
    .addOption(new Option("--what <rows>", "what to show").choices(Object.keys(showWhat)).default("findings"))
    .addOption(new Option("--verdict <verdict>", "only this verdict").choices(verdicts))
    .option("--queue <queue>", "only this queue: its name, or how its id begins")
    .option("--group <fingerprint>", "only groups whose fingerprint begins so")
    .option("--text <text>", "only what holds this text in id, code, message, reason or object");
}

function readLimit(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number, 0 for all.");
  return Number(text);
}

async function show(flags: ShowFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  const { asOf } = flags;
  if (asOf !== undefined) return showAsOf(app, { ...flags, ...withLimit(flags), asOf }, io);
  let exitCode: ExitCode = exitCodes.fine;
  for (const family of app.settings.families) {
    const committed = await findReport(app, { family, flags, verb: "show" }, io);
    if (flags.open) await openPage(app, committed, flags, io);
    else if (flags.why !== undefined) await showWhy(app, committed, { ...flags, why: flags.why }, io);
    else {
      if (isOverview(flags)) await showRates(app.store, committed, flags.queue, io);
      await showWhat[flags.what]({ store: app.store, manifest: committed.manifest, ...withLimit(flags) }, io);
    }
    if (committed.manifest.status === "complete") continue;
    io.err(incompleteText(committed, flags, io));
    exitCode = exitCodes.incomplete;
  }
  return exitCode;
}

/** Whoever asks for certain rows wants no more than those. */
function isOverview({ what, json, verdict, group, text }: ShowFlags): boolean {
  const isOfNight = what === "findings" || what === "groups";
  return isOfNight && !json && verdict === undefined && group === undefined && text === undefined;
}

function withLimit({ limit, json, ...filter }: ShowFlags) {
  const asked = limit ?? (json ? 0 : 50);
  return { filter, json: json === true, limit: asked === 0 ? Number.POSITIVE_INFINITY : asked };
}
