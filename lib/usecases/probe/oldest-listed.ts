/** The oldest job that each scope still lists: how far back the service is shown to remember. */

import { isoInstant } from "../../core/instant.ts";
import type { ValueOf } from "../../core/schema/probe.ts";
import type { Scope } from "../../core/scope.ts";
import { secondOf } from "../../core/window.ts";
import type { ProbeReply } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";
import { spanOf } from "./sample.ts";
import type { Told } from "./told.ts";

export type OldestJob = ValueOf<"oldestListed">["scopes"][number];

/** One question each. */
const mostScopes = 500;

export async function askOldestListed(
  inquiry: Inquiry,
  scopes: readonly Scope[],
  now: number,
): Promise<Told<"oldestListed">> {
  const asked: OldestJob[] = [];
  for (const scope of scopes.slice(0, mostScopes)) {
    const question = { ...spanOf(scope, 0, secondOf(now)), size: 1 };
    asked.push(toOldest(scope, await inquiry.list(`the oldest job of ${scope.queueId}, ${scope.tag}`, question)));
  }
  const value = { scopes: asked, notAsked: scopes.length - asked.length };
  if (asked.length === 0) return { unknown: "no queue is listed" };
  return { value, answer: wordsOf(value) };
}

/** Of jobs that are listed, whatever the order that the service keeps: an older one would only say more. */
function toOldest({ region, bucket, queueId, tag }: Scope, reply: ProbeReply): OldestJob {
  const place = { region, bucket, queueId, tag, jobId: null, createdAt: null };
  if (reply.outcome === "refused") return { ...place, outcome: "refused" };
  if (reply.outcome !== "answered") return { ...place, outcome: "unknown" };
  const oldest = [...reply.jobs].sort((a, b) => a.createdAt - b.createdAt)[0];
  if (oldest === undefined) return { ...place, outcome: "no-job" };
  return { ...place, outcome: "job", jobId: oldest.id, createdAt: isoInstant(oldest.createdAt) };
}

function wordsOf({ scopes }: ValueOf<"oldestListed">): string {
  const times = scopes.flatMap(({ createdAt }) => createdAt ?? []).sort();
  const [oldest] = times;
  if (oldest === undefined) return `no job in ${scopes.length} scopes`;
  return `${oldest}, in ${times.length} of ${scopes.length} scopes with jobs`;
}
