/** Our side: one night audited and committed, as the command does it. */

import { readSettings } from "../../lib/config/settings.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { auditNight } from "../../lib/usecases/audit/audit-night.ts";
import type { AuditProgress } from "../../lib/usecases/audit/audit-request.ts";
import { measure } from "../measure.ts";
import { credentials } from "../night.ts";

const [url = "", night = "", prefix = ""] = process.argv.slice(2);
const settings = readSettings(
  `regions: [ap-chongqing, ap-guangzhou]
report: { store: cos, bucket: audit-1250000000, region: ap-chongqing, prefix: ${prefix} }
endpoints: { ci: "${url}", cos: "${url}" }
`,
  "the benchmark",
);

await measure(async () => {
  let pages = 0;
  const onProgress = (progress: AuditProgress) => {
    if (progress.step === "walk") pages = progress.pages;
  };
  const app = compose(settings, { credentials: () => credentials });
  const request = auditRequestOf(settings, "pic", night);
  const { manifest } = await auditNight({ ...app, producer, onProgress }, request, new AbortController().signal);
  return { jobs: manifest.jobs, failed: manifest.byState["Failed"] ?? 0, pages };
});
