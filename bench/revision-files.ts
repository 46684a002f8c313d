/** Where the two revisions of a comparison lie: as files of plain lines, and as a report keeps them. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RevisionPair } from "../lib/usecases/revisions/job-changes.ts";
import type { RevisionName } from "./revision-rows.ts";

export type Form = "plain" | "gzip";

export function plainFile(folder: string, name: RevisionName): string {
  return join(folder, `${name}.jsonl`);
}

export function pairFile(folder: string): string {
  return join(folder, "files.json");
}

export async function readPair(folder: string): Promise<RevisionPair> {
  return JSON.parse(await readFile(pairFile(folder), "utf8"));
}

/** Of packed lines: all parts, in their order. */
export async function packedFiles(folder: string, name: RevisionName): Promise<readonly string[]> {
  const pair = await readPair(folder);
  return pair[name].files.map(({ key }) => join(folder, key));
}
