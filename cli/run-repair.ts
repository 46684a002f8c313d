/** `run --repair`: the holes of committed nights read again, oldest night first. One that fails stops no other. */

import { ConfigError } from "../lib/core/errors.ts";
import { lastNightBefore, shiftNight } from "../lib/core/night.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { readMeasurement } from "../lib/runtime/measured.ts";
import { producer } from "../lib/runtime/producer.ts";
import type { AuditProgress } from "../lib/usecases/audit/audit-request.ts";
import type { ResumedWalk } from "../lib/usecases/audit/walk-scopes.ts";
import { type Repair, repairNight } from "../lib/usecases/repair/repair-night.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { explainError } from "./explain-error.ts";
import type { Io } from "./io.ts";
import { chooseNight, type LoadedApp } from "./load-app.ts";
import { configWords, programName } from "./program-name.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";
import { showProgress } from "./render/progress.ts";
import { rangeText } from "./render/range-text.ts";
import { repairObject } from "./render/repair-object.ts";
import { diffsText, repairText } from "./render/repair-text.ts";
import { resumedText } from "./render/resumed-text.ts";
import type { NightRun } from "./run-night.ts";
import { type NightOutcome, type RangeFlags, readRange, worstOf } from "./run-nights.ts";

export interface RepairFlags extends RangeFlags {
  readonly date?: string;
}

interface Nights {
  readonly dates: readonly string[];
  /** `due`: none was named, and of these only nights with holes are told of. */
  readonly asked: "date" | "range" | "due";
}

export async function runRepair(app: LoadedApp, flags: RepairFlags, io: Io): Promise<ExitCode> {
  const nights = nightsOf(app, flags);
  const outcomes: RepairOutcome[] = [];
  try {
    for (const night of nights.dates) {
      for (const family of app.settings.families) {
        const outcome = await runOne(app, { family, night, asked: nights.asked }, flags, io);
        if (outcome !== null) outcomes.push(outcome);
      }
    }
  } finally {
    if (!flags.json) io.out(endText(nights, outcomes, flags, io));
  }
  assertCommitted(app, nights, outcomes);
  if (outcomes.length === 0 && !flags.json) {
    const span = `${nights.dates.at(0)} to ${nights.dates.at(-1)}`;
    io.out(`Nothing to repair: no night from ${span} is committed with holes.\n`);
  }
  return worstOf(outcomes);
}

function nightsOf(app: LoadedApp, flags: RepairFlags): Nights {
  const { settings, clock } = app;
  if (flags.from !== undefined || flags.to !== undefined) {
    return { dates: readRange(flags, app, "repair"), asked: "range" };
  }
  if (flags.date !== undefined) {
    return { dates: [chooseNight(flags.date, settings, clock.now(), "repair")], asked: "date" };
  }
  const last = lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
  const nights = Math.ceil(settings.catchUpMs / 86_400_000);
  return { dates: Array.from({ length: nights + 1 }, (_, back) => shiftNight(last, back - nights)), asked: "due" };
}

/** Of several nights the lines that `run` ends with. */
function endText({ dates, asked }: Nights, outcomes: readonly RepairOutcome[], flags: RepairFlags, io: Io): string {
  const told = asked === "range" ? dates : [...new Set(outcomes.map(({ night }) => night))];
  if (told.length < 2) return "";
  const diffOf = (night: string) => `${programName(io.env)} diff --date ${night}${configWords(flags.config)}`;
  const renewed = outcomes.filter((outcome) => outcome.renewed).map(({ night }) => night);
  return `\n${rangeText(outcomes, told, lookOf(io))}${diffsText([...new Set(renewed)].map(diffOf), lookOf(io))}`;
}

function assertCommitted(
  { store }: LoadedApp,
  { dates, asked }: Nights,
  outcomes: readonly Pick<RepairOutcome, "missing">[],
): void {
  if (asked !== "range" || !outcomes.every(({ missing }) => missing)) return;
  throw new ConfigError(
    `Cannot repair the nights from ${dates.at(0)} to ${dates.at(-1)}: none of them is committed in ${store.location}`,
  );
}

interface NightRepair extends NightRun, Pick<Nights, "asked"> {}

interface RepairOutcome extends NightOutcome {
  /** Whether another revision is the newest now. */
  readonly renewed: boolean;
}

/** Null where there is nothing to tell. */
async function runOne(app: LoadedApp, run: NightRepair, flags: RepairFlags, io: Io): Promise<RepairOutcome | null> {
  io.signal.throwIfAborted();
  try {
    const repair = await repairWatched(app, run, io);
    if (repair === null) return passOver(app, run, flags, io);
    if (repair.read === null && run.asked === "due") return null;
    return tellRepair(app, run, { repair, flags }, io);
  } catch (error) {
    const explanation = io.signal.aborted ? null : explainError(error);
    if (explanation === null) throw error;
    const { family, night } = run;
    io.err(explanation.text);
    if (flags.json) io.out(jsonLine({ family, night, status: "failed", error: explanation.text.trimEnd() }));
    return { family, night, exitCode: explanation.exitCode, manifest: null, renewed: false };
  }
}

function tellRepair(
  { store }: LoadedApp,
  { family, night }: NightRun,
  { repair, flags }: { readonly repair: Repair; readonly flags: RepairFlags },
  io: Io,
): RepairOutcome {
  const { before, after, left } = repair;
  const object = repairObject(repair, store.location);
  io.out(flags.json ? jsonLine(object) : repairText(object, repair, lookOf(io)));
  const exitCode = left.length === 0 ? exitCodes.fine : exitCodes.incomplete;
  const renewed = after.manifest.revision !== before.manifest.revision;
  return { family, night, exitCode, manifest: after.manifest, renewed };
}

/** A night that has no report; one that was named by itself is refused. */
function passOver(app: LoadedApp, { family, night, asked }: NightRepair, flags: RepairFlags, io: Io) {
  if (asked === "due") return null;
  if (asked === "date") refuse(app, night, flags, io);
  io.err(`Passed over ${night}: no report of its ${family} jobs is committed.\n`);
  if (flags.json) io.out(jsonLine({ family, night, status: "missing" }));
  return { family, night, exitCode: exitCodes.fine, manifest: null, missing: true, renewed: false };
}

function refuse({ store }: LoadedApp, night: string, { config }: RepairFlags, io: Io): never {
  const audit = `${programName(io.env)} run --date ${night}${configWords(config)}`;
  throw new ConfigError(
    `Cannot repair ${night}: no report of that night is committed in ${store.location}; \`${audit}\` makes one`,
  );
}

/** Says on standard error where it went on behind a repair that was stopped. */
async function repairWatched(app: LoadedApp, { family, night }: NightRun, io: Io): Promise<Repair | null> {
  const progress = showProgress(io, `Repairing ${family} jobs of ${night}`);
  const resumed: ResumedWalk[] = [];
  const onProgress = (step: AuditProgress) => {
    if (step.step === "resume") resumed.push(step);
    progress.update(step);
  };
  try {
    const { measured } = await readMeasurement(app.store, family, io.signal);
    const deps = { ...app, producer, onProgress };
    return await repairNight(deps, auditRequestOf(app.settings, family, night, measured), io.signal);
  } finally {
    progress.stop();
    for (const walk of resumed) io.err(resumedText(walk, app.settings.timeZone));
  }
}
