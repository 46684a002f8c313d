/** Our side: both revisions joined on their bytes, and what differs parsed. Packed ones as a report's files, hashes checked. */

import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import { type JobChange, type JobRow, jobChange, rowsOf } from "../../lib/core/diff/job-change.ts";
import { compareRowKeys, type LineStart } from "../../lib/core/row-key.ts";
import { jobChanges } from "../../lib/usecases/revisions/job-changes.ts";
import { joinLines } from "../../lib/usecases/revisions/join-lines.ts";
import { fileChunks } from "../file-chunks.ts";
import { measure } from "../measure.ts";
import { plainFile, readPair } from "../revision-files.ts";

const [form = "", folder = ""] = process.argv.slice(2);

await measure(async () => {
  const found = { added: 0, removed: 0, changed: 0 };
  for await (const { change } of form === "gzip" ? packedChanges() : plainChanges()) found[change] += 1;
  return found;
});

async function* packedChanges(): AsyncGenerator<JobChange> {
  yield* jobChanges(createDirectoryStore(folder), await readPair(folder), new AbortController().signal);
}

async function* plainChanges(): AsyncGenerator<JobChange> {
  const sides = { before: fileChunks(plainFile(folder, "before")), after: fileChunks(plainFile(folder, "after")) };
  for await (const changes of joinLines({ ...sides, compare, unordered: noKey })) {
    for (const lines of changes) yield jobChange("findings", rowsOf(lines, rowOf));
  }
}

function compare(a: LineStart, b: LineStart): number {
  const order = compareRowKeys(a, b);
  if (order === null) throw noKey();
  return order;
}

function noKey(): Error {
  return new Error(`the lines in ${folder} have no keys that ascend`);
}

function rowOf(line: Buffer): JobRow {
  return JSON.parse(line.toString("utf8"));
}
