/**
 * Counts the jobs of one committed window anew, from its end to its beginning, and compares them with what is committed.
 *
 * Where they differ the window is read once more as an audit reads it: what one order gives and the other does not is
 * named, so that a fault of the service can be told from one of the report.
 */

import type { Hole } from "../../core/hole.ts";
import type { Scope } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import { walkWindow } from "../walk/walk-window.ts";
import { defaultWalkLimits, type JobSink } from "../walk/window-walk.ts";
import { type Descent, type DescentLimits, descend } from "./descend.ts";
import { type IdList, listIds, noIds } from "./id-list.ts";

/** What is committed of a window. */
export interface CommittedWindow {
  readonly scope: Scope;
  readonly window: Window;
  /** By its ledger. */
  readonly jobs: number;
  /** Whether it has a hole: then more may be listed than was counted. */
  readonly holed: boolean;
}

export interface WindowRecount extends CommittedWindow {
  /** `forgotten`: fewer or none are listed, and the service is not shown to hold jobs that old any more. */
  readonly outcome: "same" | "differs" | "forgotten" | "unread";
  /** Findings and open jobs that are committed of it. */
  readonly told: number;
  /** Distinct jobs that were listed now. */
  readonly listed: number;
  readonly pages: number;
  /** Findings and open jobs that were not listed now. */
  readonly missing: IdList;
  /** What only one of the two orders gave; null when one was enough to know. */
  readonly orders: OrderDifference | null;
  readonly failure: Pick<Hole, "cause" | "detail"> | null;
}

interface OrderDifference {
  readonly onlyDescending: IdList;
  readonly onlyAscending: IdList;
}

export interface RecountWindowDeps {
  readonly ci: CloudInfinite;
  readonly limits: DescentLimits;
  isPlanned(key: string): boolean;
  /** Whether the service may have forgotten jobs of that region and time. */
  isForgotten(scope: Scope): Promise<boolean>;
}

/** `passTold` hands the ids of the findings and open jobs that are committed of the window, each once. */
export async function recountWindow(
  deps: RecountWindowDeps,
  committed: CommittedWindow,
  passTold: (take: (id: string) => void) => Promise<void>,
  signal: AbortSignal,
): Promise<WindowRecount> {
  const { scope, window } = committed;
  const descent = await descend(deps.ci, { scope, window, limits: deps.limits }, signal);
  const { told, missing } = await compareTold(descent, passTold);
  const { pages, failure } = descent;
  const recount = { ...committed, told, listed: descent.ids.size, pages, missing, orders: null, failure };
  if (failure !== null) return { ...recount, missing: noIds, outcome: "unread" };
  const provesNothing = recount.listed === 0 || isLess(recount);
  if (provesNothing && (await deps.isForgotten(scope))) return { ...recount, outcome: "forgotten" };
  if (isSame(recount)) return { ...recount, outcome: "same" };
  return { ...recount, ...(await readAscending(deps, committed, descent, signal)), outcome: "differs" };
}

async function compareTold({ ids }: Descent, passTold: (take: (id: string) => void) => Promise<void>) {
  let told = 0;
  const missing: string[] = [];
  await passTold((id) => {
    told += 1;
    if (!ids.has(id)) missing.push(id);
  });
  return { told, missing: listIds(missing) };
}

function isSame({ jobs, holed, listed, missing }: Omit<WindowRecount, "outcome">): boolean {
  return missing.count === 0 && (holed ? listed >= jobs : listed === jobs);
}

function isLess({ jobs, listed, missing }: Omit<WindowRecount, "outcome">): boolean {
  return missing.count > 0 || listed < jobs;
}

async function readAscending(
  { ci, limits, isPlanned }: RecountWindowDeps,
  { scope, window }: CommittedWindow,
  descent: Descent,
  signal: AbortSignal,
): Promise<Pick<WindowRecount, "orders" | "failure" | "pages">> {
  const deps = {
    ...{ ci, isPlanned, onPage: () => {}, keepRaw: async () => "" },
    limits: { ...defaultWalkLimits, pageSize: limits.pageSize },
  };
  const { sink, counts, holes } = await walkWindow(deps, { scope, window, openSink: createIdSink }, signal);
  const orders = {
    onlyDescending: listIds(without(descent.ids, sink.ids)),
    onlyAscending: listIds(without(sink.ids, descent.ids)),
  };
  const [hole] = holes;
  const failure = hole === undefined ? null : { cause: hole.cause, detail: hole.detail };
  return { orders, failure, pages: descent.pages + counts.pages };
}

interface IdSink extends JobSink {
  readonly ids: ReadonlySet<string>;
}

function createIdSink(): IdSink {
  const ids = new Set<string>();
  return {
    ids,
    async add(jobs) {
      for (const { id } of jobs) ids.add(id);
    },
  };
}

function* without(ids: ReadonlySet<string>, others: ReadonlySet<string>): Generator<string> {
  for (const id of ids) if (!others.has(id)) yield id;
}
