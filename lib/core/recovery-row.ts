/** A recovery as it is written, and the work of a job as earlier nights' findings tell it. */

import { isoInstant, isoInstantOrNull } from "./instant.ts";
import type { Job, ObjectRef, Operation } from "./job.ts";
import { redactText } from "./redact.ts";
import type { Recovery } from "./schema/recovery.ts";
import type { Scope } from "./scope.ts";

export interface Work {
  readonly input: ObjectRef | null;
  readonly operation: Operation | null;
}

/** Without secrets, as a finding tells it: the two can be compared. */
export function redactWork({ input, operation }: Work): Pick<Recovery, "input" | "operation"> {
  return {
    input: input && {
      bucket: redactOrNull(input.bucket),
      region: redactOrNull(input.region),
      object: redactOrNull(input.object),
    },
    operation: operation && {
      templateId: redactOrNull(operation.templateId),
      templateName: redactOrNull(operation.templateName),
      rule: redactOrNull(operation.rule),
    },
  };
}

export function recoveryRow({ family, region, bucket, queueId, tag }: Scope, job: Job): Recovery {
  return {
    createdAt: isoInstant(job.createdAt),
    jobId: job.id,
    schema: "job-audit/recovery/v1",
    family,
    region,
    bucket,
    queueId,
    tag,
    endedAt: isoInstantOrNull(job.endedAt),
    ...redactWork(job),
  };
}

function redactOrNull(text: string | null): string | null {
  return text === null ? null : redactText(text);
}
