/** The failure whose fingerprint is to be explained, of a report or from standard input, and what is recorded of it. */

import { ConfigError } from "../lib/core/errors.ts";
import type { FailureKind } from "../lib/core/fingerprint/failure-kind.ts";
import { kindOfJob } from "../lib/core/fingerprint/kind-of-job.ts";
import { fingerprintsOfRow } from "../lib/core/fingerprint/row-fingerprints.ts";
import { safeText } from "../lib/core/safe-text.ts";
import type { Carried } from "../lib/core/schema/carried.ts";
import type { Finding } from "../lib/core/schema/finding.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import { filesOf, readRows } from "../lib/usecases/report/read-lines.ts";
import { readFindings } from "../lib/usecases/report/read-rows.ts";
import { findReport, type ReportFlags } from "./find-report.ts";
import type { Io } from "./io.ts";
import type { LoadedApp } from "./load-app.ts";

export interface ExplainedJob {
  /** Which one it is, in words. */
  readonly title: string;
  readonly kind: FailureKind;
  /** As the report has them, the newest version's first; empty where none is asked. */
  readonly recorded: readonly string[];
}

/** Of the newest report, or of `--date`. Throws `ConfigError` when it tells nothing of such a job. */
export async function findExplainedJob(
  app: LoadedApp,
  jobId: string,
  flags: ReportFlags,
  io: Io,
): Promise<ExplainedJob> {
  const nights: string[] = [];
  for (const family of app.settings.families) {
    const { manifest } = await findReport(app, { family, flags, verb: "explain a job of" }, io);
    nights.push(manifest.night);
    for await (const row of readTold(app, manifest, io)) {
      if (row.jobId !== jobId) continue;
      const title = `Job ${jobId} of ${manifest.night}, ${family} jobs`;
      return { title, kind: kindOfJob(row, row.verdict), recorded: fingerprintsOfRow(row) };
    }
  }
  throw new ConfigError(
    `Cannot explain ${safeText(jobId.slice(0, 80))}: no finding and no carried job of ${nights.join(", ")} has this id; ` +
      "`show` lists them, --date names another night, and - takes a message from standard input",
  );
}

async function* readTold({ store }: LoadedApp, manifest: Manifest, { signal }: Io): AsyncGenerator<Finding | Carried> {
  yield* readFindings(store, manifest, signal);
  yield* readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
}
