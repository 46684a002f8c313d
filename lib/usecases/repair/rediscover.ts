/**
 * The scopes of a repair: those of the revision that is repaired, none of which is ever dropped, and those that are
 * found now where something could not be listed then.
 */

import type { NightName } from "../../core/key.ts";
import { compareText } from "../../core/order.ts";
import { holeRow, queueRow } from "../../core/rows.ts";
import type { QueueRow } from "../../core/schema/queue.ts";
import { compareScopes, scopeKey } from "../../core/scope.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { AuditRequest } from "../audit/audit-request.ts";
import { unknownTag } from "../audit/judge-readings.ts";
import { type NightPlan, previousScopes } from "../audit/night-plan.ts";
import { discover } from "../discover/discover.ts";
import type { Discovery, FoundNow, ListedPlace, PlacedQueue, PlannedScope } from "../discover/discovery.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { type ListedAgain, leftOfDiscovery } from "./discovery-holes.ts";
import { queueFromRow } from "./queue-from-row.ts";
import { type HoleRow, placeKey, type RecordedNight } from "./recorded-night.ts";

export interface Rediscovery {
  /** In their order. */
  readonly scopes: readonly PlannedScope[];
  /** As they are now where they were listed again, else as the report tells of them. */
  readonly queues: readonly PlacedQueue[];
  /** What the next revision tells of them; null: what this one does, since nothing was listed again. */
  readonly rows: readonly QueueRow[] | null;
  readonly holes: readonly HoleRow[];
}

export async function rediscover(
  { ci, store }: { readonly ci: CloudInfinite; readonly store: ReportStore },
  {
    plan,
    request,
    before,
    recorded,
  }: {
    readonly plan: NightPlan;
    readonly request: AuditRequest;
    readonly before: CommittedNight;
    readonly recorded: RecordedNight;
  },
  signal: AbortSignal,
): Promise<Rediscovery> {
  const rows = await readQueues(store, before, signal);
  const found = isUncertain(recorded) ? await listAgain(ci, plan, request, signal) : null;
  const united = uniteQueues(rows, found, plan.name);
  return {
    scopes: planScopes(plan, before, recorded, { queues: rows.map(placedQueue), found }),
    queues: united.map(placedQueue),
    rows: found && united,
    holes: found === null ? recorded.discovery : leftOfDiscovery(recorded.discovery, listedAgain(found, rows)),
  };
}

/** A queue or bucket that was listed then, and is gone by now, is none of those that were not listed. */
function listedAgain({ holes, listed }: FoundNow, rows: readonly QueueRow[]): ListedAgain {
  const withRecorded = ({ names, ...place }: ListedPlace): ListedPlace => {
    const recorded = rows.filter(
      ({ region, bucket }) => region === place.region && [null, bucket].includes(place.bucket),
    );
    const told = recorded.map(({ bucket, queueId }) => (place.bucket === null ? bucket : queueId));
    return { ...place, names: [...names, ...told] };
  };
  return { holes: holes.map(holeRow), listed: listed.map(withRecorded) };
}

/** A queue that was not listed, and could not be read by its old id, may be listed now. */
function isUncertain({ discovery, scopes }: RecordedNight): boolean {
  return discovery.length > 0 || scopes.some(({ origin, holes }) => origin === "previous-night" && holes.length > 0);
}

function listAgain(ci: CloudInfinite, plan: NightPlan, request: AuditRequest, signal: AbortSignal): Promise<FoundNow> {
  const { family, tags, regions, buckets, excluded, concurrency } = request;
  const asked = { family, tags, regions, buckets, excluded, concurrency };
  return discover(ci, { ...asked, span: plan.span, previous: previousScopes(plan) }, signal);
}

function planScopes(
  plan: NightPlan,
  { manifest }: CommittedNight,
  { scopes }: RecordedNight,
  { queues, found }: { readonly queues: readonly PlacedQueue[]; readonly found: Discovery | null },
): readonly PlannedScope[] {
  const readBefore = new Set(previousScopes(plan).flatMap(({ scope, complete }) => (complete ? scopeKey(scope) : [])));
  const queueOf = new Map(
    queues.map(({ region, name: bucket, queue }) => [queueKey({ region, bucket, ...queue }), queue]),
  );
  const noted = new Set(manifest.notes.flatMap((note) => (note.note === unknownTag ? placeKey(note) : [])));
  const planned = new Map<string, PlannedScope>();
  for (const { scope, origin } of scopes) {
    const queue = queueOf.get(queueKey(scope)) ?? null;
    planned.set(scopeKey(scope), { scope, origin, readBefore: readBefore.has(scopeKey(scope)), queue });
  }
  for (const each of found?.scopes ?? []) {
    const known = planned.get(scopeKey(each.scope));
    const isWorse = known !== undefined && each.origin === "previous-night";
    if (!isWorse && !noted.has(placeKey(each.scope))) planned.set(scopeKey(each.scope), each);
  }
  return [...planned.values()].sort((a, b) => compareScopes(a.scope, b.scope));
}

async function readQueues(
  store: ReportStore,
  { manifest }: CommittedNight,
  signal: AbortSignal,
): Promise<readonly QueueRow[]> {
  const queues: QueueRow[] = [];
  for await (const row of readRows<QueueRow>(store, filesOf(manifest, "queues"), "job-audit/queue/v1", signal)) {
    queues.push(row);
  }
  return queues;
}

/** As they are now, and those that are gone as they were; in the order of a report. */
function uniteQueues(rows: readonly QueueRow[], found: Discovery | null, { family }: NightName): readonly QueueRow[] {
  const now = (found?.queues ?? []).map(({ region, name, queue }) => queueRow({ family, region, bucket: name }, queue));
  const united = new Map([...rows, ...now].map((row) => [queueKey(row), row]));
  return [...united].sort(([a], [b]) => compareText(a, b)).map(([, row]) => row);
}

function queueKey({ region, bucket, queueId }: Pick<QueueRow, "region" | "bucket" | "queueId">): string {
  return [region, bucket, queueId].join("/");
}

function placedQueue(row: QueueRow): PlacedQueue {
  return { region: row.region, name: row.bucket, queue: queueFromRow(row) };
}
