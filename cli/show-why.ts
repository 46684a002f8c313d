/** `show --why`: why one job of a report has its verdict. */

import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { explainJob } from "../lib/usecases/report/explain-job.ts";
import { readQueueNames } from "../lib/usecases/report/queue-names.ts";
import type { CommittedNight } from "../lib/usecases/report/read-commit.ts";
import type { Io } from "./io.ts";
import { jobWhy, type OwnThresholds } from "./job-why.ts";
import type { LoadedApp } from "./load-app.ts";
import { jobWhyText, unknownJobText } from "./render/job-why-text.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";

export interface WhyFlags {
  readonly why: string;
  readonly json?: true;
}

export async function showWhy(
  app: LoadedApp,
  committed: CommittedNight,
  { why: jobId, json }: WhyFlags,
  io: Io,
): Promise<void> {
  const { store } = app;
  const { manifest } = committed;
  const explained = await explainJob(store, committed, jobId, io.signal);
  if (explained === null) {
    const { night, status } = manifest;
    return io.out(json ? jsonLine({ night, jobId, row: null, status }) : unknownJobText(manifest, jobId, lookOf(io)));
  }
  const why = jobWhy(manifest, explained, ownThresholds(app, committed, explained.row.queueId));
  if (json) return io.out(jsonLine(why));
  io.out(jobWhyText(why, { manifest, queueNames: await readQueueNames(store, manifest, io.signal) }, lookOf(io)));
}

/** Null where the night was audited with other settings. */
function ownThresholds({ settings }: LoadedApp, { manifest }: CommittedNight, queueId: string): OwnThresholds | null {
  const { family, night, settingsDigest } = manifest;
  const request = auditRequestOf(settings, family, night);
  if (request.settingsDigest !== settingsDigest) return null;
  return { all: request.thresholdsOf(queueId), queue: settings.stuck.queues[queueId] ?? {} };
}
