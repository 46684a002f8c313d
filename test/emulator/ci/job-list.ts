/** What GET /pic_jobs lists for one queue and tag: the ids of its jobs, or its status with its error code. */

import { textsOf } from "../read-xml.ts";
import type { openCi, Query } from "./call-ci.ts";

export type Call = ReturnType<typeof openCi>;

export const scope = { queueId: "p1", tag: "PicProcess" };

export function ids(call: Call, query: Query = {}): string[] {
  return textsOf(call("/pic_jobs", { ...scope, size: "100", ...query }).body, "JobId");
}

export function code(call: Call, query: Query): string {
  const { status, body } = call("/pic_jobs", query);
  return `${status} ${textsOf(body, "Code").join()}`;
}
