/** `npx serverless package`: one zip a function, in .serverless or the folder that `--package` names. */

import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ConfigError } from "../lib/core/errors.ts";
import type { CommandContext } from "./command.ts";
import type { PackedFunction } from "./function-model.ts";
import type { Osls } from "./osls.ts";

export async function writePackages(osls: Osls, { flags, pack, say }: CommandContext): Promise<void> {
  const folder = typeof flags["package"] === "string" ? flags["package"] : ".serverless";
  const packed = await pack();
  await writeAll(resolve(osls.serviceDir, folder), packed);
  for (const each of packed) {
    const file = join(folder, `${each.model.key}.zip`);
    // So that osls' own packager, which comes next, leaves the function alone.
    Object.assign(osls.service.functions[each.model.key] ?? {}, { package: { artifact: file } });
    say(describe(each, file));
  }
}

async function writeAll(folder: string, packed: readonly PackedFunction[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { model, zip } of packed) await writeFile(join(folder, `${model.key}.zip`), zip);
  } catch (cause) {
    throw new ConfigError(`Cannot write the packages to ${folder}: ${(cause as NodeJS.ErrnoException).code}`, {
      cause,
    });
  }
}

function describe({ model, bundleBytes, bytes, sha256 }: PackedFunction, file: string): string {
  const name = `${model.key}:`.padEnd(10);
  return `${name} index.js ${kilobytes(bundleBytes)}, zip ${kilobytes(bytes)}, sha256 ${sha256.slice(0, 12)}: ${file}`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
