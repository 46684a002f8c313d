/** One family's night: audited with progress where somebody watches, and told. */

import type { FamilyName } from "../lib/core/family.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { readMeasurement } from "../lib/runtime/measured.ts";
import { producer } from "../lib/runtime/producer.ts";
import { type AuditResult, auditNight } from "../lib/usecases/audit/audit-night.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";
import { overview } from "./overview.ts";
import { programName } from "./program-name.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";
import { showProgress } from "./render/progress.ts";
import { reportText } from "./render/report-text.ts";
import { resumedText } from "./render/resumed-text.ts";
import { runObject } from "./render/run-object.ts";

export interface NightRun {
  readonly family: FamilyName;
  readonly night: string;
}

export interface TellFlags {
  readonly config: string;
  readonly json?: true;
}

export async function auditFamily(app: LoadedApp, { family, night }: NightRun, io: Io): Promise<AuditResult> {
  const progress = showProgress(io, `Auditing ${family} jobs of ${night}`);
  try {
    const deps = { ...app, producer, onProgress: progress.update };
    const { measured } = await readMeasurement(app.store, family, io.signal);
    return await auditNight(deps, auditRequestOf(app.settings, family, night, measured), io.signal);
  } finally {
    progress.stop();
  }
}

export async function tellNight(app: LoadedApp, result: AuditResult, flags: TellFlags, io: Io): Promise<ExitCode> {
  const { location } = app.store;
  if (result.resumed !== undefined) io.err(resumedText(result.resumed, result.manifest.timeZone));
  io.out(flags.json ? jsonLine(runObject(result, location)) : await describeNight(app, result, flags.config, io));
  return result.manifest.status === "complete" ? exitCodes.fine : exitCodes.incomplete;
}

/** The report as it is read in the morning; what it holds is read back, and so checked. */
export async function describeNight(app: LoadedApp, result: AuditResult, config: string, io: Io): Promise<string> {
  const content = await overview(app.store, result.manifest, io.signal);
  const { location } = app.store;
  return reportText({ ...content, result, location, config, look: lookOf(io), program: programName(io.env) });
}
