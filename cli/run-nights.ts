/** Several nights, oldest first. One that fails does not keep the others from being audited. */

import { ConfigError } from "../lib/core/errors.ts";
import { isNightName, lastNightBefore, shiftNight } from "../lib/core/night.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { explainError } from "./explain-error.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";
import { rangeText } from "./render/range-text.ts";
import { auditFamily, type NightRun, type TellFlags, tellNight } from "./run-night.ts";

export interface RangeFlags extends TellFlags {
  readonly from?: string;
  readonly to?: string;
}

/** What came of one night; `manifest` is null where it could not be read. */
export interface NightOutcome extends NightRun {
  readonly exitCode: ExitCode;
  readonly manifest: Manifest | null;
  /** Whether there is no report where one had to be there. */
  readonly missing?: boolean;
}

const mostNights = 366;

/** `verb` says what is done with them. Throws `ConfigError` for dates that are none, nights not over, and too many. */
export function readRange({ from, to }: RangeFlags, { settings, clock }: LoadedApp, verb = "audit"): readonly string[] {
  const { timeZone, settleMs } = settings;
  const last = lastNightBefore(clock.now(), timeZone, settleMs);
  const end = to ?? last;
  if (from === undefined) throw new ConfigError(`Cannot ${verb} up to ${end}: say with --from where to begin`);
  for (const [flag, date] of Object.entries({ from, to: end })) {
    if (!isNightName(date)) throw new ConfigError(`Cannot use --${flag} ${date}: expected a date such as ${last}`);
  }
  const attempt = `Cannot ${verb} the nights from ${from} to ${end}`;
  if (end > last) {
    throw new ConfigError(`${attempt}: the last one that is over and settled, in ${timeZone}, is ${last}`);
  }
  if (from > end) throw new ConfigError(`${attempt}: the first is after the last`);
  const nights = nightsBetween(from, end);
  if (nights.length <= mostNights) return nights;
  throw new ConfigError(`${attempt}: those are more than ${mostNights}; ask for fewer at a time`);
}

/** At most one more than may be asked for. */
function nightsBetween(from: string, to: string): readonly string[] {
  const nights = [];
  for (let night = from; night <= to && nights.length <= mostNights; night = shiftNight(night, 1)) nights.push(night);
  return nights;
}

/** Resolves with the worst exit code. When the user interrupts, the nights behind the running one are not begun. */
export async function runNights(
  app: LoadedApp,
  nights: readonly string[],
  flags: RangeFlags,
  io: Io,
): Promise<ExitCode> {
  const outcomes: NightOutcome[] = [];
  try {
    for (const night of nights) {
      for (const family of app.settings.families) outcomes.push(await runOne(app, { family, night }, flags, io));
    }
  } finally {
    if (!flags.json) io.out(`\n${rangeText(outcomes, nights, lookOf(io))}`);
  }
  return worstOf(outcomes);
}

export function worstOf(outcomes: readonly NightOutcome[]): ExitCode {
  return outcomes.reduce<ExitCode>((worst, { exitCode }) => (exitCode > worst ? exitCode : worst), exitCodes.fine);
}

async function runOne(app: LoadedApp, run: NightRun, flags: TellFlags, io: Io): Promise<NightOutcome> {
  io.signal.throwIfAborted();
  try {
    const result = await auditFamily(app, run, io);
    return { ...run, exitCode: await tellNight(app, result, flags, io), manifest: result.manifest };
  } catch (error) {
    const explanation = io.signal.aborted ? null : explainError(error);
    if (explanation === null) throw error;
    io.err(explanation.text);
    if (flags.json) io.out(jsonLine({ ...run, status: "failed", error: explanation.text.trimEnd() }));
    return { ...run, exitCode: explanation.exitCode, manifest: null };
  }
}
