/** `backtest`: what would have fired in the nights that are stored, under other settings. Keeps and sends nothing. */

import { producer } from "../../lib/runtime/producer.ts";
import { withScratchStore } from "../../lib/runtime/scratch-store.ts";
import { backtest } from "../../lib/usecases/backtest/backtest.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, loadReader, loadSettings } from "../load-app.ts";
import { readNightRange } from "../night-range.ts";
import { readNamesOf } from "../read-names-of.ts";
import { backtestObject } from "../render/backtest-object.ts";
import { backtestText } from "../render/backtest-text.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";

interface BacktestFlags extends ConfigFlag {
  readonly from?: string;
  readonly to?: string;
  readonly settings?: string;
  readonly json?: true;
}

const backtestNights = 28;

const examples = `
Each stored night is compared anew with those before it, and what fires is told
as the alerts and spikes of --settings say: codes that are always told, floors,
silences, repeats.
It begins with no incident open. Nothing is kept, and nothing is sent.

Exit codes: 0 fine; 3 a night is damaged and left out, or none is committed.

Examples:
  $ job-audit backtest                                the last ${backtestNights} nights
  $ job-audit backtest --settings candidate.yaml      by other settings
  $ job-audit backtest --from 2026-11-01 --json | jq .alertsPerMonth`;

export const addBacktest: AddCommand = (program, { io, action }) => {
  program
    .command("backtest")
    .description("tell what would have fired in the nights that are stored, by these or other settings")
    .option("--from <date>", `the first night, as 2026-11-07 (default: ${backtestNights} up to the last one)`)
    .option("--to <date>", "the last night (default: the last one that is over)")
    .option("--settings <file>", "take alerts and spikes of this file (default: those of --config)")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: BacktestFlags) => replayNights(flags, io)));
};

async function replayNights(flags: BacktestFlags, io: Io): Promise<ExitCode> {
  const app = await loadReader(flags, io);
  const { store, settings } = app;
  const { alerts, spikes: tuning } =
    flags.settings === undefined ? settings : await loadSettings({ config: flags.settings });
  const range = readNightRange(flags, app, "replay nights", backtestNights);
  let isWhole = true;
  for (const family of settings.families) {
    const request = { family, ...range, ...alerts, tuning };
    const replayed = await withScratchStore((scratch) => backtest({ store, scratch, producer }, request, io.signal));
    const object = backtestObject({ family, location: store.location, ...range }, replayed);
    const newest = { family, date: replayed.nights.at(-1)?.night ?? range.to };
    const told = async () => backtestText(object, { ...lookOf(io), ...(await readNamesOf(app, newest, io)) });
    io.out(flags.json ? jsonLine(object) : await told());
    isWhole &&= replayed.leftOut.length === 0 && replayed.nights.length > 0;
  }
  return isWhole ? exitCodes.fine : exitCodes.incomplete;
}
