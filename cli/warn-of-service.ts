/** Warnings for who runs audits: nights that may be lost, and settings that the service contradicts. Nothing else changes. */

import type { FamilyName } from "../lib/core/family.ts";
import { lastNightBefore } from "../lib/core/night.ts";
import type { Warning } from "../lib/core/probe-warnings.ts";
import { safeText } from "../lib/core/safe-text.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { readMeasurement, warningsFor } from "../lib/runtime/measured.ts";
import { findDueNights } from "../lib/usecases/audit/missed-nights.ts";
import type { ListedNight } from "../lib/usecases/report/list-nights.ts";
import { explainError } from "./explain-error.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";
import { type Look, lookOf } from "./render/look.ts";
import { hangText } from "./render/wrap.ts";

/** After audits. What cannot be looked up is told, and is no reason for another exit code. */
export async function warnOfService(app: LoadedApp, io: Io): Promise<void> {
  try {
    for (const family of app.settings.families) {
      await warn(app, { family, missed: await missedNights(app, family, io.signal) }, io);
    }
  } catch (error) {
    const explanation = io.signal.aborted ? null : explainError(error);
    if (explanation === null) throw error;
    io.err(explanation.text);
  }
}

interface Listed {
  readonly family: FamilyName;
  readonly listed: readonly ListedNight[];
}

export async function warnOfNights(app: LoadedApp, { family, listed }: Listed, io: Io): Promise<void> {
  const newest = newestNight(app);
  const first = listed.find(({ committed }) => committed !== null)?.date ?? newest;
  const missed = listed.filter(({ status, date }) => status === "missing" && date > first && date < newest);
  await warn(app, { family, missed: missed.map(({ date }) => date) }, io);
}

/** Without the newest night: whoever asks is about to audit that one. */
async function missedNights(app: LoadedApp, family: FamilyName, signal: AbortSignal): Promise<readonly string[]> {
  const date = newestNight(app);
  const { catchUpNights: nights } = auditRequestOf(app.settings, family, date);
  const due = await findDueNights(app.store, { newest: { family, date }, nights }, signal);
  return due.filter(({ name, commit }) => commit === null && name.date !== date).map(({ name }) => name.date);
}

interface Missed {
  readonly family: FamilyName;
  readonly missed: readonly string[];
}

async function warn({ store, settings, clock }: LoadedApp, { family, missed }: Missed, io: Io): Promise<void> {
  const measurement = await readMeasurement(store, family, io.signal);
  io.err(warningsText(warningsFor(settings, measurement, missed, clock.now()), lookOf(io)));
}

function warningsText(warnings: readonly Warning[], { columns }: Look): string {
  return warnings.map(({ text }) => `${hangText(safeText(`Warning: ${text}`), columns, "")}\n`).join("");
}

function newestNight({ settings, clock }: LoadedApp): string {
  return lastNightBefore(clock.now(), settings.timeZone, settings.settleMs);
}
