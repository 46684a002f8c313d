/** A look at the last hours: audited as a night is, told, and kept nowhere. */

import { formatDuration, parseDuration } from "../lib/core/duration.ts";
import { ConfigError } from "../lib/core/errors.ts";
import type { FamilyName } from "../lib/core/family.ts";
import { lastNightBefore, shiftNight } from "../lib/core/night.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { producer } from "../lib/runtime/producer.ts";
import { withScratchStore } from "../lib/runtime/scratch-store.ts";
import { type AuditResult, auditPlanned } from "../lib/usecases/audit/audit-night.ts";
import { lookPlan } from "../lib/usecases/audit/look.ts";
import { readFindings } from "../lib/usecases/report/read-rows.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";
import { overview } from "./overview.ts";
import { configWords, programName } from "./program-name.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";
import { lookText } from "./render/look-text.ts";
import { showProgress } from "./render/progress.ts";
import { lookObject } from "./render/run-object.ts";
import type { TellFlags } from "./run-night.ts";

const shortest = 60_000;
const longest = 7 * 86_400_000;

/** Milliseconds. Throws `ConfigError` for what is no duration, too short or too long. */
export function readLast(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms >= shortest && ms <= longest) return ms;
  const range = `${formatDuration(shortest)} to ${formatDuration(longest)}`;
  throw new ConfigError(`Cannot look at the last ${text}: expected a duration from ${range}, such as 30m or 2h`);
}

export async function runLook(app: LoadedApp, lastMs: number, flags: TellFlags, io: Io): Promise<ExitCode> {
  let complete = true;
  for (const family of app.settings.families) {
    await withScratchStore(async (scratch) => {
      const result = await lookAtFamily({ ...app, store: scratch }, { family, lastMs, nights: app.store }, io);
      complete &&= result.manifest.status === "complete";
      await tellLook(scratch, result, { ...flags, lastMs }, io);
    });
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}

interface LookRequest {
  readonly family: FamilyName;
  readonly lastMs: number;
  /** Where nights are committed. */
  readonly nights: ReportStore;
}

async function lookAtFamily(app: LoadedApp, { family, lastMs, nights }: LookRequest, io: Io): Promise<AuditResult> {
  const { settings, clock } = app;
  const today = shiftNight(lastNightBefore(clock.now(), settings.timeZone, 0), 1);
  const request = auditRequestOf(settings, family, today);
  const progress = showProgress(io, `Looking at ${family} jobs of the last ${formatDuration(lastMs)}`);
  try {
    const plan = await lookPlan({ store: nights, clock }, request, lastMs, io.signal);
    return await auditPlanned({ ...app, producer, onProgress: progress.update }, request, plan, io.signal);
  } finally {
    progress.stop();
  }
}

/** With `--json` the findings follow, one a line: their file is about to go. */
async function tellLook(
  store: ReportStore,
  { manifest }: AuditResult,
  { json, config, lastMs }: TellFlags & { readonly lastMs: number },
  io: Io,
): Promise<void> {
  const content = await overview(store, manifest, io.signal);
  const allHoles = `${programName(io.env)} run --last ${formatDuration(lastMs)} --json${configWords(config)}`;
  if (!json) return io.out(lookText({ ...content, manifest, look: lookOf(io), allHoles }));
  io.out(jsonLine(lookObject(manifest, content.findings)));
  for await (const finding of readFindings(store, manifest, io.signal)) io.out(jsonLine(finding));
}
