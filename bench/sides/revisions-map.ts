/** The comparison that everybody writes first: all lines of one revision in a map by id, each line parsed. */

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { measure } from "../measure.ts";
import { packedFiles, plainFile } from "../revision-files.ts";
import type { RevisionName } from "../revision-rows.ts";

const [form = "", folder = ""] = process.argv.slice(2);

await measure(async () => {
  const found = { added: 0, removed: 0, changed: 0 };
  const old = new Map<string, string>();
  for await (const line of linesOf("before")) old.set(JSON.parse(line).jobId, line);
  for await (const line of linesOf("after")) {
    const { jobId } = JSON.parse(line);
    const known = old.get(jobId);
    if (known === undefined) found.added += 1;
    else if (known !== line) found.changed += 1;
    old.delete(jobId);
  }
  return { ...found, removed: old.size };
});

async function* linesOf(name: RevisionName): AsyncGenerator<string> {
  if (form === "plain") return yield* createInterface(createReadStream(plainFile(folder, name)));
  for (const file of await packedFiles(folder, name)) {
    yield* createInterface(createReadStream(file).pipe(createGunzip()));
  }
}
