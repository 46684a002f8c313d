/** Failures of a night by queue and local hour of creation: the rows of the findings, streamed once. */

import { TZDate } from "@date-fns/tz";
import type { Most, QueueHours } from "../../core/page/page-view.ts";
import { topOf } from "../../core/page/top-of.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readMarked } from "../diff/read-marked.ts";
import { createReusingStore } from "../diff/reusing-store.ts";
import { filesOf } from "../report/read-lines.ts";

const mostQueues = 24;
const mark = '"verdict":"failed"';

export async function queueHours(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<Most<QueueHours>> {
  const hourOf = localHours(manifest.timeZone);
  const queues = new Map<string, Counted>();
  const files = filesOf(manifest, "findings");
  const marked = { files, schema: "job-audit/finding/v1", mark } as const;
  for await (const finding of readMarked<Finding>(createReusingStore(store), marked, signal)) {
    if (finding.verdict !== "failed") continue;
    const { failed } = countedOf(queues, finding);
    const hour = hourOf(finding.createdAt);
    failed[hour] = (failed[hour] ?? 0) + 1;
  }
  return topOf([...queues.values()], mostQueues, sumOf);
}

interface Counted extends QueueHours {
  readonly failed: number[];
}

function countedOf(queues: Map<string, Counted>, { region, bucket, queueId }: Finding): Counted {
  const key = [region, bucket, queueId].join("/");
  const known = queues.get(key);
  if (known !== undefined) return known;
  const counted = { scope: { region, bucket, queueId }, failed: Array.from({ length: 24 }, () => 0) };
  queues.set(key, counted);
  return counted;
}

function sumOf({ failed }: QueueHours): number {
  return failed.reduce((sum, count) => sum + count, 0);
}

/** No zone is apart from UTC by less than a quarter of an hour, or changes its clocks within one. */
const quarterMs = 900_000;

/** By quarters of an hour: what a zone's hour is takes long to find out, and a night has a hundred of them. */
function localHours(timeZone: string): (instant: string) => number {
  const hours = new Map<number, number>();
  return (instant) => {
    const at = Date.parse(instant);
    const quarter = Math.floor(at / quarterMs);
    const known = hours.get(quarter);
    if (known !== undefined) return known;
    const hour = new TZDate(at, timeZone).getHours();
    hours.set(quarter, hour);
    return hour;
  };
}
