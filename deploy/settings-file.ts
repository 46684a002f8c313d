/** The settings file that is packed with each function: there, and right, before anything is packed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings, type Settings } from "../lib/config/settings.ts";
import { ConfigError } from "../lib/core/errors.ts";
import type { FunctionModel } from "./function-model.ts";

export const settingsFile = "job-audit.yaml";

const howToBegin = `write it with \`regions\` and \`report\` at least (docs/settings.md has every key), such as
  regions: [ap-chongqing]
  report: { store: cos, bucket: audit-1250000000, region: ap-chongqing }`;

/** Throws `ConfigError` when there is none, or none that can be read. */
export function readSettingsFile(root: string): Uint8Array {
  try {
    return readFileSync(join(root, settingsFile));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const missing = code === "ENOENT";
    const seen = missing ? "there is none beside serverless.yml" : `it cannot be read: ${code}`;
    const message = `Cannot pack the functions without their settings, ${settingsFile}: ${seen}`;
    throw new ConfigError(message, { problems: missing ? [howToBegin] : [], cause });
  }
}

/** As the function will have them, its variables above the file. Throws `ConfigError` with every problem. */
export function settingsOf({ key, environment }: FunctionModel, file: Uint8Array): Settings {
  const settings = readSettings(new TextDecoder().decode(file), settingsFile, environment);
  if (settings.report.store === "cos") return settings;
  const problem = "report.store: found directory; expected cos: what a function writes to its own disk is lost";
  throw new ConfigError(`Cannot use the settings in ${settingsFile} for the function ${key}`, { problems: [problem] });
}
