/**
 * `run --log FILE`: one JSON line an event, as a function logs them. The file is added to; a disk that is full costs the
 * log and not the night.
 */

import { closeSync, openSync, writeSync } from "node:fs";
import { ConfigError } from "../lib/core/errors.ts";
import type { Events } from "../lib/ports/events.ts";
import { createFunctionLog } from "../lib/runtime/function-log.ts";
import type { Redactor } from "../lib/runtime/redactor.ts";
import { writeErrnoText } from "./errno-text.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";

/** Throws `ConfigError` for a file that cannot be opened, before `work` begins; and what `work` throws. */
export async function withLog(
  { path, io, redactor }: { readonly path: string; readonly io: Io; readonly redactor: Redactor },
  work: (events: Events) => Promise<ExitCode>,
): Promise<ExitCode> {
  const file = openLog(path, io);
  const clock = io.clock === undefined ? {} : { clock: io.clock };
  const log = createFunctionLog({
    ...clock,
    log: file,
    redactor,
    fields: { command: "run" },
  });
  log.started({});
  try {
    const exitCode = await work(log);
    log.done({ exitCode });
    return exitCode;
  } catch (error) {
    log.failed(null, error);
    throw error;
  } finally {
    file.close();
  }
}

/** Written at once: the last lines before an end are those that matter. */
function openLog(path: string, io: Io) {
  const file = openFile(path);
  let isBroken = false;
  return {
    close: () => closeSync(file),
    write(line: string) {
      if (isBroken) return;
      try {
        writeSync(file, line);
      } catch (error) {
        isBroken = true;
        io.err(`Cannot write the log ${path}: ${writeErrnoText(error, path)}; the night goes on without it.\n`);
      }
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, "a");
  } catch (cause) {
    throw new ConfigError(`Cannot write the log ${path}: ${writeErrnoText(cause, path)}`, { cause });
  }
}
