/** Which permission is missing where access was denied: by what was asked there. */

import { safeText } from "../../lib/core/safe-text.ts";
import { wrapText } from "./wrap.ts";

/** Parts of a hole; null means every one of its kind, and an empty name one that is not known. */
export interface DeniedPlace {
  readonly cause: string;
  readonly bucket: string | null;
  readonly queueId?: string | null;
  readonly detail: string;
}

/** Null where nothing was denied. The names are those of the vendor's page on Cloud Infinite and CAM. */
export function permissionText(holes: readonly DeniedPlace[], columns: number, indent: string): string | null {
  const denied = holes.filter(({ cause }) => cause === "access-denied");
  if (denied.length === 0) return null;
  const actions = [...new Set(denied.map(actionOf))].sort().join(", ");
  const buckets = [...new Set(denied.flatMap(({ bucket }) => bucket || []))].sort();
  const where = buckets.length === 0 || buckets.length > 3 ? "" : ` for ${buckets.join(", ")}`;
  const text = `Access was denied: give this account the permission ${actions}${where} (docs/functions.md, Permissions).`;
  return wrapText(safeText(text), columns, indent);
}

function actionOf({ bucket, queueId = null, detail }: DeniedPlace): string {
  if (bucket === null) return "ci:DescribePicProcessBucket";
  if (queueId === null) return "ci:DescribePicProcessQueues";
  // A job by its id stands behind the list's path.
  return /\/pic_jobs\/\S/.test(detail) ? "ci:DescribePicProcessJob" : "ci:DescribePicProcessJobs";
}
