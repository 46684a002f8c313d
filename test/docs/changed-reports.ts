/** What may lie in a folder of reports beside the demo's: a second revision of a night, and lines that are hard to tell. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import { scopePartKey } from "../../lib/core/key.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { commitNight } from "../../lib/usecases/report/commit-night.ts";
import { toLine } from "../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../lib/usecases/report/report-writer.ts";
import { committing } from "../fakes/committing.ts";
import { groupRows, type Stored, storedLines } from "./stored-lines.ts";

const never = new AbortController().signal;

/** Commits a second revision of a night that holds these of its findings; those of the first lie beside it. */
export async function commitAgain(
  folder: string,
  night: string,
  isKept: (finding: Finding) => boolean,
): Promise<readonly Finding[]> {
  const manifests = storedLines<Manifest>(folder, "manifests");
  const first = manifests.find((row) => row.schema === "job-audit/manifest/v1" && row.night === night);
  if (first === undefined) throw new Error(`there is no night of ${night}`);
  const { date: _, ...manifest } = first;
  const kept = withoutDate(storedLines<Finding>(folder, "findings").filter((row) => row.date === night && isKept(row)));
  const store = createDirectoryStore(folder);
  const writer = createReportWriter(store, never);
  for (const rows of groupRows(kept, ({ region, bucket, queueId, tag }) => [region, bucket, queueId, tag])) {
    await writer.lines("findings", scopePartKey("findings", { family: "pic", date: night }, rows[0]), rows.map(toLine));
  }
  const files = [...writer.files, ...manifest.files.filter(({ dataset }) => dataset !== "findings")];
  const byVerdict = Object.fromEntries(
    groupRows(kept, ({ verdict }) => verdict).map((rows) => [rows[0].verdict, rows.length]),
  );
  await commitNight(committing(store), { ...manifest, revision: 2, byVerdict, files }, never);
  return kept;
}

function withoutDate<Row>(rows: readonly Stored<Row>[]) {
  return rows.map(({ date: _, ...row }) => row);
}

/** Puts lines into a new file of a dataset. */
export function addLines(folder: string, place: string, rows: readonly object[]): void {
  mkdirSync(join(folder, "v1", place), { recursive: true });
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(join(folder, "v1", place, "part-00009-added.jsonl.gz"), gzipSync(text));
}
