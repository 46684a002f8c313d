/** A normalised job as one line of JSON: times in ISO 8601, nothing secret in any text. */

import { isoInstant, isoInstantOrNull } from "../../lib/core/instant.ts";
import type { Job } from "../../lib/core/job.ts";
import { redactText, redactTree } from "../../lib/core/redact.ts";
import { jsonLine } from "./json-line.ts";

export function jobLine(job: Job): string {
  const times = {
    createdAt: isoInstant(job.createdAt),
    startedAt: isoInstantOrNull(job.startedAt),
    endedAt: isoInstantOrNull(job.endedAt),
  };
  return jsonLine(redactAll({ ...job, ...times, extra: redactTree(job.extra) }));
}

function redactAll(value: object): unknown {
  return JSON.parse(JSON.stringify(value), (_name, each: unknown) =>
    typeof each === "string" ? redactText(each) : each,
  );
}
