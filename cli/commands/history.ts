/** `history`: the series of nights that statistics rest on. Asks the service nothing. */

import type { Command } from "commander";
import { shiftNight } from "../../lib/core/night.ts";
import type { SeriesNight } from "../../lib/core/schema/series.ts";
import { readQueueNames } from "../../lib/usecases/report/queue-names.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { readSeries } from "../../lib/usecases/series/read-series.ts";
import { rebuildSeries } from "../../lib/usecases/series/rebuild-series.ts";
import { seriesNights } from "../../lib/usecases/series/series-sources.ts";
import { type AddCommand, type CommandContext, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { scopeHistories } from "../history-rows.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, type LoadedApp, loadReader } from "../load-app.ts";
import { readNightRange } from "../night-range.ts";
import { historyText } from "../render/history-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { rebuiltText } from "../render/rebuilt-text.ts";
import { isPlain } from "../render/sparkline.ts";

interface HistoryFlags extends ConfigFlag {
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

interface ShowFlags extends HistoryFlags {
  readonly queue?: string;
  readonly tag?: string;
}

const examples = `
The series is what spikes are told by: of each night its counts and durations by
scope, in a small file beside the report. It is made of the report, and made
again wherever it is missing.

Exit codes: 0 fine; 3 the report of a night is damaged, and the night left out.

Examples:
  $ job-audit history show --queue thumbnails   how its failures went, by night
  $ job-audit history rebuild                   make all files again`;

export const addHistory: AddCommand = (program, context) => {
  const history = program
    .command("history")
    .description("the nights in short: failures by scope and night, which spikes are told by")
    .addHelpText("after", examples);
  addShow(history, context);
  addRebuild(history, context);
};

function addShow(history: Command, { io, action }: CommandContext): void {
  withRange(history.command("show"))
    .description("show how the failures of each scope went, night by night")
    .option("--queue <queue>", "only this queue: its name, or how its id begins")
    .option("--tag <tag>", "only this tag, as PicProcess")
    .action(action((flags: ShowFlags) => show(flags, io)));
}

function addRebuild(history: Command, { io, action }: CommandContext): void {
  withRange(history.command("rebuild"))
    .description("make the series again from the reports; what is there and right stays")
    .action(action((flags: HistoryFlags) => rebuild(flags, io)));
}

function withRange(command: Command): Command {
  return command
    .option("--from <date>", `the first night, as 2026-11-07 (default: ${seriesNights} up to the last one)`)
    .option("--to <date>", "the last night (default: the last one that is over)")
    .option(...configFlag)
    .option(...jsonFlag);
}

async function rebuild(flags: HistoryFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  const { store, settings } = app;
  const range = readNightRange(flags, app, "rebuild the series", seriesNights);
  let isWhole = true;
  for (const family of settings.families) {
    const rebuilt = await rebuildSeries(store, { family, ...range }, io.signal);
    const object = { family, location: store.location, ...range, ...rebuilt };
    io.out(flags.json ? jsonLine(object) : rebuiltText(object, lookOf(io)));
    isWhole &&= rebuilt.leftOut.length === 0;
  }
  return isWhole ? exitCodes.fine : exitCodes.incomplete;
}

async function show(flags: ShowFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  const { store, settings } = app;
  const range = readNightRange(flags, app, "show the series", seriesNights);
  let isWhole = true;
  for (const family of settings.families) {
    const name = { family, date: shiftNight(range.to, 1) };
    const series = await readSeries({ store, output: null }, { name, nights: nightsIn(range) }, io.signal);
    const queueNames = await newestNames(app, series.nights, io);
    const scopes = scopeHistories(series.nights, { ...flags, queueNames });
    const object = { family, location: store.location, ...range, leftOut: series.leftOut, scopes };
    const look = { ...lookOf(io), queueNames, plain: isPlain(io.env), nights: series.nights.length };
    io.out(flags.json ? jsonLine(object) : historyText(object, look));
    isWhole &&= series.leftOut.length === 0;
  }
  return isWhole ? exitCodes.fine : exitCodes.incomplete;
}

/** Queues are called as they were last. */
async function newestNames({ store }: LoadedApp, [newest]: readonly SeriesNight[], io: Io) {
  const night = newest && { family: newest.family, date: newest.night };
  const committed = night && (await readCommittedNight(store, night, io.signal));
  return committed ? readQueueNames(store, committed.manifest, io.signal) : new Map<string, string>();
}

function nightsIn({ from, to }: { readonly from: string; readonly to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}
