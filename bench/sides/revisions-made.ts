/** Writes two revisions into a folder: as plain files, and as a report store would hold them. */

import { type FileHandle, open, writeFile } from "node:fs/promises";
import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import { scopePartKey } from "../../lib/core/key.ts";
import { createReportWriter } from "../../lib/usecases/report/report-writer.ts";
import { pairFile, plainFile } from "../revision-files.ts";
import { madeScope, type RevisionName, revisionChunks } from "../revision-rows.ts";

const [folder = "", rows = "0"] = process.argv.slice(2);
const pair = { before: { files: await make("before") }, after: { files: await make("after") } };
await writeFile(pairFile(folder), JSON.stringify(pair));

async function make(name: RevisionName) {
  const writer = createReportWriter(createDirectoryStore(folder), new AbortController().signal);
  const key = scopePartKey("findings", { family: "pic", date: "2026-11-21" }, madeScope);
  const plain = await open(plainFile(folder, name), "w");
  await writer.lines("findings", key, copied(plain, revisionChunks(name, Number(rows))));
  await plain.close();
  return writer.files;
}

async function* copied(file: FileHandle, chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const chunk of chunks) {
    await file.writeFile(chunk);
    yield chunk;
  }
}
