import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../lib/core/errors.ts";
import type { Hole } from "../../../lib/core/hole.ts";
import { type Scope, scopeKey } from "../../../lib/core/scope.ts";
import { emptyTally } from "../../../lib/core/tally.ts";
import { findAnswering } from "../../../lib/usecases/audit/answering-queues.ts";
import { judgeReadings, mayBeUnknown } from "../../../lib/usecases/audit/judge-readings.ts";
import type { ScopeReading } from "../../../lib/usecases/audit/walk-scopes.ts";
import { fakeCi } from "../../fakes/fake-ci.ts";
import { aScope, midnight } from "../../fakes/samples.ts";

const builtInTags = ["PicProcess", "PosterProduction", "ImageInspect"];
const span = { from: midnight, to: midnight + 3_600_000 };
const hole: Hole = { ...span, cause: "service-error", detail: "refused", requestId: null, evidence: null };
const counts = { pages: 1, duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0, rate: 0 };

function planned(change: Partial<Scope>): ScopeReading["planned"] {
  return { scope: { ...aScope, ...change }, origin: "discovered", readBefore: false, queue: null };
}

/** A scope of which `pages` pages were read, with two jobs. */
function answered(
  change: Partial<Scope> = {},
  pages = 1,
  holes: readonly Hole[] = [],
  foreignScopes: ReadonlySet<string> = new Set(),
): ScopeReading {
  const walk = { ordered: true, counts: { ...counts, pages }, holes, foreignScopes, refusal: null };
  const rows = { findings: [], open: [], recoveries: [] };
  const tally = { read: async () => Buffer.alloc(0) };
  const windows = [{ window: span, walk, counts: { jobs: 2, byState: {}, byVerdict: {} }, tally, rows }];
  return { planned: planned(change), windows, tally: { ...emptyTally(), jobs: 2 }, groups: [], holes, refusal: null };
}

function refused(change: Partial<Scope>, status = 400, serviceCode = "InvalidArgument"): ScopeReading {
  const refusal = new ServiceError("refused", { status, serviceCode, requestId: null });
  return { planned: planned(change), windows: [], tally: emptyTally(), groups: [], holes: [hole], refusal };
}

async function judge(readings: readonly ScopeReading[], unproven: readonly Hole[] = []) {
  const inQuestion = { readings, planned: [], span, isInQuestion: mayBeUnknown(readings, { builtInTags }) };
  const answering = await findAnswering(fakeCi([]), inQuestion, new AbortController().signal);
  return judgeReadings(readings, { builtInTags, answering, unproven: () => unproven });
}

describe("judgeReadings()", () => {
  it("takes a scope without holes for complete, and what was counted of it as it is", async () => {
    const { scopes, notes } = await judge([answered()]);
    expect(scopes.map(({ holes, tally }) => [holes, tally.jobs])).toEqual([[[], 2]]);
    expect(notes).toEqual([]);
  });

  it("only notes a built-in tag that the service does not know, where another tag of the queue is answered", async () => {
    const { scopes, notes } = await judge([answered(), refused({ tag: "PosterProduction" })]);
    expect(scopes.map(({ reading }) => reading.planned.scope.tag)).toEqual(["PicProcess"]);
    expect(notes).toEqual([
      {
        region: "ap-chongqing",
        bucket: "photos-1250000000",
        queueId: "pqueue1",
        tag: "PosterProduction",
        note: "the service does not know this tag here",
      },
    ]);
  });

  const refusedTag = { tag: "PosterProduction" };
  const ofNightBefore: ScopeReading = {
    ...refused(refusedTag),
    planned: { ...planned(refusedTag), origin: "previous-night", readBefore: true },
  };

  it.each<[string, readonly ScopeReading[]]>([
    ["no other tag of the queue is answered", [refused(refusedTag), refused({ tag: "ImageInspect" })]],
    ["the other tag failed before its first page", [refused(refusedTag), answered({}, 0, [hole])]],
    ["only another queue answers", [refused(refusedTag), answered({ queueId: "pqueue2" })]],
    ["only another bucket answers", [refused(refusedTag), answered({ bucket: "videos-1250000000" })]],
    ["only another region answers", [refused(refusedTag), answered({ region: "ap-guangzhou" })]],
    ["settings ask for the tag", [refused({ tag: "Custom" }), answered()]],
    [
      "another tag lists its jobs",
      [refused(refusedTag), answered({}, 1, [], new Set([scopeKey({ ...aScope, ...refusedTag })]))],
    ],
    ["the night before read it", [ofNightBefore, answered()]],
    ["it was denied", [refused(refusedTag, 403, "AccessDenied"), answered()]],
    ["another argument was refused", [refused(refusedTag, 400, "ResourceNotFound"), answered()]],
    ["the code came with another status", [refused(refusedTag, 404, "InvalidArgument"), answered()]],
  ])("leaves a hole where %s", async (_, readings) => {
    const { scopes, notes } = await judge(readings);
    expect(notes).toEqual([]);
    expect(scopes).toHaveLength(2);
    expect(scopes[0]?.holes).toEqual([hole]);
  });

  it("adds what is not proven to be remembered", async () => {
    const forgotten: Hole = { ...hole, cause: "beyond-retention" };
    const { scopes } = await judge([answered({}, 1, [hole])], [forgotten]);
    expect(scopes[0]?.holes).toEqual([hole, forgotten]);
  });
});
