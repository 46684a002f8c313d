/** GET /pic_jobs/<ids> on a bucket's host. An unknown id is no error: it stands in NonExistJobIds of a 200 answer. */

import type { EmulatorReply } from "../http.ts";
import { CiRefusal } from "../service-errors.ts";
import { escapeXml } from "../xml-text.ts";
import { type BucketCall, xmlReply } from "./call.ts";
import { isKept } from "./job-state.ts";
import { renderJob } from "./render-job.ts";

export function describeJobs(call: BucketCall, idText: string): EmulatorReply {
  const { excessIds, lookupIds, unknownIds } = call.behaviour;
  const asked = idText.split(",");
  const ids = excessIds === "ignored" ? asked.slice(0, lookupIds) : asked;
  if (ids.length > lookupIds) {
    throw new CiRefusal("InvalidArgument", `at most ${lookupIds} job ids can be looked up at a time`);
  }
  const rows = ids.map((id) => ({ id, xml: renderKept(call, id) }));
  const found = rows.map(({ xml }) => xml ?? "");
  const missing = unknownIds === "silent" ? [] : rows.filter(({ xml }) => xml === null);
  return xmlReply(
    `${found.join("")}${missing.map(({ id }) => `<NonExistJobIds>${escapeXml(id)}</NonExistJobIds>`).join("")}`,
  );
}

function renderKept({ indexed, behaviour, now }: BucketCall, jobId: string): string | null {
  const found = indexed.findJob(jobId);
  if (!found || !isKept(found.job, now, behaviour.retentionMs)) return null;
  return renderJob(found.job, { bucket: indexed.bucket, queue: found.queue, now, behaviour });
}
