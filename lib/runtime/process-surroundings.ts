/** The world of a function that is one: its process, and the folder that it is packed in. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { systemClock } from "../adapters/system/clock.ts";
import { ConfigError } from "../core/errors.ts";
import type { FunctionSurroundings } from "./function-spec.ts";
import { settingsFile } from "./handler.ts";

/** `module` is the URL of the function's own file; its settings lie beside it. */
export function processSurroundings(module: string): FunctionSurroundings {
  const path = fileURLToPath(new URL(settingsFile, module));
  return { env: process.env, clock: systemClock, log: process.stdout, settingsText: () => readText(path) };
}

/** Throws `ConfigError` for a file that is there and cannot be read. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new ConfigError(`Cannot read settings from ${settingsFile}: ${code}; pack it as a file that all may read`, {
      cause,
    });
  }
}
