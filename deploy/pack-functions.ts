/** From the model to what is uploaded: each function bundled and zipped with the settings, which are judged before. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../lib/core/errors.ts";
import { sha256Hex } from "../lib/core/hash.ts";
import { bundleFunction } from "./bundle-function.ts";
import type { DeployModel, FunctionModel, PackedFunction } from "./function-model.ts";
import { readSettingsFile, settingsFile, settingsOf } from "./settings-file.ts";
import { zipFiles } from "./zip-files.ts";

/** In the model's order; writes nothing. Throws `ConfigError` for settings that a function could not use. */
export async function packFunctions(root: string, { functions }: DeployModel): Promise<readonly PackedFunction[]> {
  requireSources(root, functions);
  const settings = readSettingsFile(root);
  for (const model of functions) settingsOf(model, settings);
  return Promise.all(functions.map((model) => packFunction(root, model, settings)));
}

function requireSources(root: string, functions: readonly FunctionModel[]): void {
  const missing = functions.filter(({ entry }) => !existsSync(join(root, entry)));
  const problems = missing.map(({ key, entry }) => `functions.${key}.entry: there is no file ${entry}`);
  if (problems.length > 0) throw new ConfigError("Cannot pack the functions", { problems });
}

async function packFunction(root: string, model: FunctionModel, settings: Uint8Array): Promise<PackedFunction> {
  const bundle = await bundleFunction(root, model.entry);
  const zip = zipFiles([
    { name: "index.js", contents: bundle },
    { name: settingsFile, contents: settings },
  ]);
  return { model, zip, sha256: sha256Hex(zip), bytes: zip.length, bundleBytes: bundle.length };
}
