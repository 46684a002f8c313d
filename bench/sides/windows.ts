/** Our side of the benchmark of windows: a night audited into a folder; the walk is timed on its own, too. */

import { readSettings } from "../../lib/config/settings.ts";
import type { Events } from "../../lib/ports/events.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { auditNight } from "../../lib/usecases/audit/audit-night.ts";
import type { AuditProgress } from "../../lib/usecases/audit/audit-request.ts";
import { measure } from "../measure.ts";
import { credentials } from "../night.ts";

const [url = "", night = "", folder = "", concurrency = "1"] = process.argv.slice(2);
const settings = readSettings(
  `regions: [ap-chongqing]
tags: { pic: [PicProcess] }
concurrency: ${concurrency}
report: { store: directory, path: ${JSON.stringify(folder)} }
endpoints: { ci: "${url}" }
`,
  "the benchmark",
);

await measure(async () => {
  let [pages, walkMs] = [0, 0];
  let walkFrom = 0;
  const onProgress = (progress: AuditProgress) => {
    if (progress.step !== "walk") return;
    pages = progress.pages;
    walkMs = performance.now() - walkFrom;
  };
  const events: Events = {
    tell(told) {
      if (told.event === "step-ended" && told.step === "discover") walkFrom = performance.now();
    },
  };
  const app = compose(settings, { credentials: () => credentials });
  const request = auditRequestOf(settings, "pic", night);
  const { manifest } = await auditNight(
    { ...app, producer, onProgress, events },
    request,
    new AbortController().signal,
  );
  return { jobs: manifest.jobs, failed: manifest.byState["Failed"] ?? 0, pages, walkMs };
});
