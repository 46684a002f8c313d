/** Our side of a diff: the second of the two nights in a folder compared with the first, and committed there. */

import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { diffNight, historyNights } from "../../lib/usecases/diff/diff-night.ts";
import { diffNights } from "../diff-nights.ts";
import { family } from "../findings.ts";
import { measure } from "../measure.ts";

const [folder = "", findings = "0"] = process.argv.slice(2);

await measure(async () => {
  const store = createDirectoryStore(folder);
  const name = { family, date: diffNights(Number(findings)).second.date } as const;
  const request = { name, historyNights, baseline: null };
  const result = await diffNight({ store, output: store, producer }, request, new AbortController().signal);
  if (result === null) throw new Error(`the night of ${name.date} is not committed in ${folder}`);
  const { worse, groups, failed, inputs } = result.diff.headline;
  return { worse, groups, failed, inputs };
});
