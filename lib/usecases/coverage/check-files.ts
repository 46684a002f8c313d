/** Whether the files that a manifest names are there and hold what it says: a count of what is lost proves nothing. */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "../report/problem-in.ts";
import { readStored } from "../report/read-lines.ts";
import { type CoverageHole, type CoveragePlace, spanOf } from "./coverage-hole.ts";

const scopeFolders = /\/region=([^/]+)\/bucket=([^/]+)\/queue=([^/]+)\/tag=([^/]+)\//;

/** Packed files that are in memory at the same time. */
const concurrency = 4;

/** All but the ledgers, which are read row by row. */
export async function checkFiles(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<readonly CoverageHole[]> {
  const files = manifest.files.filter(({ dataset }) => dataset !== "ledgers");
  const check = async (file: FileEntry) => {
    const problem = await problemOf(store, file, signal);
    return problem === null ? [] : [damageHole(manifest, problem, placeOfFile(file))];
  };
  return (await pMap(files, check, { concurrency, signal })).flat();
}

/** A damaged file leaves a hole over all of the night, in the place that it is of. */
export function damageHole(manifest: Manifest, problem: string, place: CoveragePlace): CoverageHole {
  return { night: manifest.night, ...place, ...spanOf(manifest), cause: "report-damaged", detail: problem };
}

async function problemOf(store: ReportStore, file: FileEntry, signal: AbortSignal): Promise<string | null> {
  try {
    await readStored(store, file, signal);
    return null;
  } catch (error) {
    if (error instanceof StoreError) return problemIn(store, error);
    throw error;
  }
}

/** Findings and open jobs lie by scope, all else by night. */
function placeOfFile({ key }: FileEntry): CoveragePlace {
  const [, region = null, bucket = null, queueId = null, tag = null] = scopeFolders.exec(key) ?? [];
  return { region, bucket, queueId, tag };
}
