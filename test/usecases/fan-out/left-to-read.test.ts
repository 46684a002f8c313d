import { describe, expect, it } from "vitest";
import type { PieceRow } from "../../../lib/core/schema/progress.ts";
import { emptyTally } from "../../../lib/core/tally.ts";
import { tallyRow } from "../../../lib/core/tally-row.ts";
import type { Window } from "../../../lib/core/window.ts";
import { makePlan } from "../../../lib/usecases/audit/audit-night.ts";
import { leftToRead } from "../../../lib/usecases/fan-out/left-to-read.ts";
import { openProgress } from "../../../lib/usecases/progress/run-progress.ts";
import { disorderRow } from "../../../lib/usecases/progress/saved-piece.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { steppingClock } from "../../fakes/stepping-clock.ts";
import { aRequest, dayMs, scopes } from "../audit/a-night.ts";

const { signal } = new AbortController();
const hourMs = dayMs / 24;
const hour = (index: number, share = 1): Window => ({
  from: midnight + index * hourMs,
  to: midnight + (index + share) * hourMs,
});
const [scope, other] = scopes as [(typeof scopes)[number], (typeof scopes)[number]];

function pieceOf({ from, to }: Window, jobs: number): PieceRow {
  const { family, region, bucket, queueId, tag } = scope;
  const counts = { pages: 1, duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0, rate: 0 };
  return {
    ...{ schema: "job-audit/progress/v1", kind: "piece", family, region, bucket, queueId, tag, from, to },
    ...{ ordered: true, counts, holes: [], foreignScopes: [], tally: { ...tallyRow(emptyTally()), jobs } },
    ...{ findings: [], open: [], recoveries: [], groups: [] },
  };
}

/** A run of two scopes that has saved these rows. */
async function aBegunNight(rows: readonly Parameters<Awaited<ReturnType<typeof openProgress>>["journal"]["add"]>[0][]) {
  const deps = { store: memoryStore(), clock: steppingClock(midnight + 2 * dayMs) };
  const request = aRequest();
  const plan = await makePlan(deps, request, signal);
  const planned = [scope, other].map((each) => ({
    ...{ scope: each, origin: "discovered" as const, readBefore: false, queue: null },
  }));
  const discovery = { scopes: planned, queues: [], holes: [] };
  const progress = await openProgress(deps, plan, signal);
  progress.discovered(discovery);
  for (const row of rows) progress.journal.add(row);
  await progress.journal.flush();
  await progress.journal.close();
  return leftToRead(deps, { plan, request, discovery }, signal);
}

/** Of the first scope, within its first two hours. */
function early(left: Awaited<ReturnType<typeof aBegunNight>>): readonly Window[] {
  const own = left.filter((each) => each.scope.queueId === scope.queueId && each.scope.tag === scope.tag);
  return own.map(({ window }) => window).filter(({ from }) => from < hour(2).from);
}

describe("leftToRead()", () => {
  it("leaves out what was saved, in whole windows and in parts, and expects the rest to be as full", async () => {
    const left = await aBegunNight([pieceOf(hour(0), 3_600), pieceOf(hour(1, 0.5), 1_800)]);
    expect(early(left)).toEqual([{ from: hour(1, 0.5).to, to: hour(1).to }]);
    // A job a second: 36 pages an hour, of the other scope too, of which nothing is known.
    expect(left.map(({ pages }) => pages)).toEqual([18, ...Array.from({ length: 46 }, () => 36)]);
  });

  it("trusts only whole windows of a scope whose order was seen broken", async () => {
    const rows = [pieceOf(hour(0), 3_600), pieceOf(hour(1, 0.5), 1_800), disorderRow(scope, hour(1))];
    expect(early(await aBegunNight(rows))).toEqual([hour(1)]);
  });
});
