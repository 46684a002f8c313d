/**
 * A process of its own that reads answers of the endpoints that it is given, and tells how each ended and how much memory
 * it ever took.
 */

import { systemClock } from "../../lib/adapters/system/clock.ts";
import { clientAt, jobsRequest, never } from "../fire/a-client.ts";

const key = "v1/commits/family=pic/date=2026-11-20/r0001.json";

async function messageOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "fine",
    (error: Error) => error.message,
  );
}

const told: string[] = [];
for (const endpoint of process.argv.slice(2)) {
  const { ci, store } = clientAt(endpoint, { clock: systemClock });
  told.push(await messageOf(ci.listJobs(jobsRequest, never)), await messageOf(store.get(key, never)));
}
process.stdout.write(JSON.stringify({ told, maxRssBytes: process.resourceUsage().maxRSS * 1024 }));
