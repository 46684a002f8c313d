/** `run --recount`: a committed night counted anew, in part or whole, from its end to its beginning. Commits nothing. */

import { ConfigError } from "../lib/core/errors.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { readMeasurement } from "../lib/runtime/measured.ts";
import { type Recount, recountNight } from "../lib/usecases/recount/recount-night.ts";
import type { CommittedNight } from "../lib/usecases/report/read-commit.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { findReport } from "./find-report.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";
import { recountObject } from "./render/recount-object.ts";
import { recountText } from "./render/recount-text.ts";
import { showSpinner } from "./render/spinner.ts";

export interface RecountFlags {
  readonly config: string;
  readonly date?: string;
  readonly json?: true;
  /** `true` where the flag has no value. */
  readonly recount: string | true;
}

const usualWindows = 12;

export async function runRecount(app: LoadedApp, flags: RecountFlags, io: Io): Promise<ExitCode> {
  const windows = readWindows(flags.recount);
  let sound = true;
  for (const family of app.settings.families) {
    const committed = await findReport(app, { family, flags, verb: "recount" }, io);
    const recount = await recountWatched(app, { committed, windows }, io);
    const object = recountObject(committed, recount);
    io.out(flags.json ? jsonLine(object) : recountText(object, committed.manifest, lookOf(io)));
    sound &&= object.sound;
  }
  return sound ? exitCodes.fine : exitCodes.incomplete;
}

/** Infinity for all. Throws `ConfigError` for what is no number of windows. */
function readWindows(text: string | true): number {
  if (text === true) return usualWindows;
  if (text === "all" || text === "0") return Number.POSITIVE_INFINITY;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ConfigError(`Cannot recount ${text} windows: expected a whole number, or all`);
}

async function recountWatched(
  app: LoadedApp,
  { committed, windows }: { readonly committed: CommittedNight; readonly windows: number },
  io: Io,
): Promise<Recount> {
  const { family, night } = committed.manifest;
  const { measured } = await readMeasurement(app.store, family, io.signal);
  const { pageSize, concurrency, assumedRetentionMs } = auditRequestOf(app.settings, family, night, measured);
  const spinner = showSpinner(io, `Recounting ${family} jobs of ${night}`, ([done, of]: readonly [number, number]) => {
    return `${done} of ${of} windows`;
  });
  try {
    const request = { committed, windows, pageSize, concurrency, assumedRetentionMs };
    return await recountNight({ ...app, onWindow: (...progress) => spinner.update(progress) }, request, io.signal);
  } finally {
    spinner.stop();
  }
}
