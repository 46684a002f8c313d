/** `run`: audits one night and commits its report. */

import type { families } from "../../lib/core/family.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { type AuditResult, auditNight } from "../../lib/usecases/audit/audit-night.ts";
import { type AddCommand, configFlag, jsonFlag } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type ConfigFlag, chooseNight, type LoadedApp, loadApp } from "../load-app.ts";
import { overview } from "../overview.ts";
import { programName } from "../program-name.ts";
import { lookOf } from "../render/look.ts";
import { showProgress } from "../render/progress.ts";
import { reportText } from "../render/report-text.ts";
import { runObject } from "../render/run-object.ts";
import { jsonLine } from "../render/safe-text.ts";

interface RunFlags extends ConfigFlag {
  readonly date?: string;
  readonly json?: true;
}

const examples = `
Examples:
  $ job-audit run                      the last night that is over
  $ job-audit run --date 2026-11-20    a night by its date
  $ job-audit run --json | jq .holes   for scripts`;

export const addRun: AddCommand = (program, { io, action }) => {
  program
    .command("run")
    .description("audit one night and commit its report; a night that is committed is not read again")
    .option("--date <date>", "the night, as 2026-11-20 (default: the last one that is over)")
    .option(...configFlag)
    .option(...jsonFlag)
    .addHelpText("after", examples)
    .action(action((flags: RunFlags) => run(flags, io)));
};

async function run(flags: RunFlags, io: Io): Promise<ExitCode> {
  const app = await loadApp(flags, io);
  const night = chooseNight(flags.date, app.settings, app.clock.now());
  let complete = true;
  for (const family of app.settings.families) {
    const result = await auditFamily(app, { family, night }, io);
    io.out(flags.json ? jsonLine(runObject(result, app.store.location)) : await describe(app, result, flags, io));
    complete &&= result.manifest.status === "complete";
  }
  return complete ? exitCodes.fine : exitCodes.incomplete;
}

/** Audits one family's night, with progress where somebody watches. */
export async function auditFamily(
  app: LoadedApp,
  { family, night }: { readonly family: keyof typeof families; readonly night: string },
  io: Io,
): Promise<AuditResult> {
  const progress = showProgress(io, `Auditing ${family} jobs of ${night}`);
  try {
    const deps = { ...app, producer, onProgress: progress.update };
    return await auditNight(deps, auditRequestOf(app.settings, family, night), io.signal);
  } finally {
    progress.stop();
  }
}

async function describe(app: LoadedApp, result: AuditResult, flags: RunFlags, io: Io): Promise<string> {
  const content = await overview(app.store, result.manifest, io.signal);
  return reportText({
    ...content,
    result,
    location: app.store.location,
    config: flags.config,
    look: lookOf(io),
    program: programName(io.env),
  });
}
