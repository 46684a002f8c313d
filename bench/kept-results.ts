/** The results that are kept beside the benchmarks, and the page that tells of them. */

import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileOf, type Line } from "./lines.ts";
import { type Kept, withTables } from "./page-tables.ts";

const folder = "bench/results";
const page = "bench/README.md";

export async function keepResults(from: string, files: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) await copyFile(join(from, file), join(folder, file));
}

/** In the order of `names`, small sizes before large ones. */
export async function readKept(names: readonly string[]): Promise<readonly Kept[]> {
  const files = names.flatMap((bench) => [false, true].map((full) => join(folder, fileOf({ bench, full }))));
  return Promise.all(files.filter((file) => existsSync(file)).map(readLines));
}

async function readLines(file: string): Promise<Kept> {
  const text = await readFile(file, "utf8");
  return text.split("\n").flatMap((line): Line[] => (line === "" ? [] : [JSON.parse(line)]));
}

export async function writePage(names: readonly string[]): Promise<void> {
  await writeFile(page, withTables(await readFile(page, "utf8"), await readKept(names)));
}
