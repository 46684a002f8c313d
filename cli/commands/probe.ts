/** `probe`: measures on the user's own account what the documents leave open, reading only, and keeps it. */

import { InvalidArgumentError, Option } from "commander";
import { ConfigError } from "../../lib/core/errors.ts";
import { type FamilyName, families } from "../../lib/core/family.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { highestRate, usualRateCap } from "../../lib/core/probe-rate.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { isWhole, type ProbeRun, runProbe } from "../../lib/usecases/probe/run-probe.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, type LoadedApp, loadApp } from "../load-app.ts";
import { jsonLine } from "../render/json-line.ts";
import { lookOf } from "../render/look.ts";
import { probeObject } from "../render/probe-object.ts";
import { forecastText, probeProgressText } from "../render/probe-progress-text.ts";
import { probeText } from "../render/probe-text.ts";
import { showSpinner } from "../render/spinner.ts";

interface ProbeFlags extends ConfigFlag {
  readonly family?: FamilyName;
  readonly tokenMinutes: number;
  readonly rate?: true;
  readonly rateCap?: number;
  readonly json?: true;
}

const examples = `
Only lists and look-ups are asked for; nothing at the service is changed. The
answers are kept beside the reports, and audits go by them from then on.

Examples:
  $ job-audit probe                         what can be told without haste
  $ job-audit probe --token-minutes 0       without the minute of waiting
  $ job-audit probe --rate --rate-cap 10    also when it asks for less
  $ job-audit probe --json | jq .answers.retention`;

export const addProbe: AddCommand = (program, { io, action }) => {
  program
    .command("probe")
    .description("measure what the service does where its documents are silent, by reading only")
    .addOption(
      new Option("--family <family>", "only this job service (default: all of settings)").choices(
        Object.keys(families),
      ),
    )
    .option("--token-minutes <n>", "how long to wait with a page's token; 0: do not", readMinutes, 1)
    .option("--rate", "also climb, gently, to the rate at which the service asks for less")
    .option("--rate-cap <n>", `with --rate: at most so many requests a second (default: ${usualRateCap})`, readCap)
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: ProbeFlags) => probe(flags, io)));
};

function readMinutes(text: string): number {
  return readWhole(text, 0, 60);
}

function readCap(text: string): number {
  return readWhole(text, 1, highestRate);
}

function readWhole(text: string, from: number, to: number): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  if (value < from || value > to) throw new InvalidArgumentError(`Expected a whole number from ${from} to ${to}.`);
  return value;
}

async function probe(flags: ProbeFlags, io: Io): Promise<ExitCode> {
  const rateCap = readRate(flags);
  const app = await loadApp(flags, io);
  let whole = true;
  for (const family of flags.family === undefined ? app.settings.families : [flags.family]) {
    io.err(forecastText({ family, tokenMinutes: flags.tokenMinutes, rateCap }, lookOf(io)));
    const run = await probeFamily(app, { family, tokenMinutes: flags.tokenMinutes, rateCap }, io);
    const object = probeObject(app, run);
    io.out(flags.json ? jsonLine(object) : probeText(object, app, lookOf(io)));
    whole &&= isWhole(run);
  }
  return whole ? exitCodes.fine : exitCodes.incomplete;
}

function readRate({ rate, rateCap }: ProbeFlags): number | null {
  if (rate) return rateCap ?? usualRateCap;
  if (rateCap === undefined) return null;
  throw new ConfigError("Cannot use --rate-cap alone: say --rate too, which begins the climb");
}

interface Wish {
  readonly family: FamilyName;
  readonly tokenMinutes: number;
  readonly rateCap: number | null;
}

async function probeFamily(app: LoadedApp, { family, tokenMinutes, rateCap }: Wish, io: Io): Promise<ProbeRun> {
  const { timeZone, settleMs } = app.settings;
  const audit = auditRequestOf(app.settings, family, lastNightBefore(app.clock.now(), timeZone, settleMs));
  const spinner = showSpinner(io, `Probing ${family} jobs`, probeProgressText);
  try {
    const deps = { ...app, producer, onProgress: spinner.update };
    return await runProbe(deps, { audit, tokenMinutes, rateCap }, io.signal);
  } finally {
    spinner.stop();
  }
}
