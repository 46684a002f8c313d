/** The committed report that a command is to look into: of the night it names, or the newest. */

import { ConfigError } from "../lib/core/errors.ts";
import type { FamilyName } from "../lib/core/family.ts";
import { lastNightBefore, shiftNight } from "../lib/core/night.ts";
import { amount } from "../lib/core/words.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { type CommittedNight, readCommittedNight, readPreviousNight } from "../lib/usecases/report/read-commit.ts";
import type { Io } from "./io.ts";
import { assertNightName, type ConfigFlag, type LoadedApp } from "./load-app.ts";
import { configWords, programName } from "./program-name.ts";

export interface ReportFlags extends ConfigFlag {
  readonly date?: string;
}

export interface ReportChoice {
  readonly family: FamilyName;
  readonly flags: ReportFlags;
  /** What the report is for: `show`. */
  readonly verb: string;
}

/** Throws `ConfigError` when there is no such report. */
export async function findReport(app: LoadedApp, choice: ReportChoice, io: Io): Promise<CommittedNight> {
  const { settings, store, clock } = app;
  const { family, flags, verb } = choice;
  const last = lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
  if (flags.date !== undefined) {
    assertNightName(flags.date, last);
    const found = await readCommittedNight(store, { family, date: flags.date }, io.signal);
    const nights = { attempt: `Cannot ${verb} ${flags.date}`, nights: "that night", date: flags.date };
    return found ?? refuse(nights, app, flags, io);
  }
  const { catchUpNights } = auditRequestOf(settings, family, last);
  const after = { family, date: shiftNight(last, 1) };
  const found = await readPreviousNight(store, after, catchUpNights, io.signal);
  const nights = `the last ${amount(catchUpNights, "night")}, up to ${last},`;
  return found ?? refuse({ attempt: `Cannot ${verb} a report`, nights, date: last }, app, flags, io);
}

function refuse(
  { attempt, nights, date }: { readonly attempt: string; readonly nights: string; readonly date: string },
  { store }: LoadedApp,
  flags: ReportFlags,
  io: Io,
): never {
  const run = `${programName(io.env)} run --date ${date}${configWords(flags.config)}`;
  throw new ConfigError(`${attempt}: no report of ${nights} is committed in ${store.location}; \`${run}\` makes one`);
}
