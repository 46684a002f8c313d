import { describe, expect, it } from "vitest";
import { amendmentRow } from "../../../lib/core/rows.ts";
import type { Amendment } from "../../../lib/core/schema/carried.ts";
import type { Recovery } from "../../../lib/core/schema/recovery.ts";
import { anOperation, commitScopes, type NightScope } from "../../fakes/committed-night.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope } from "../../fakes/samples.ts";
import { diffOf, ofKind, tonight } from "./diff-fixture.ts";

function recovery(object: string, queueId = "q"): Recovery {
  return {
    createdAt: `${tonight}T05:00:00.000Z`,
    jobId: `again-${object}`,
    schema: "job-audit/recovery/v1",
    ...{ ...aScope, queueId },
    endedAt: null,
    input: { bucket: null, region: null, object },
    operation: anOperation,
  };
}

/** A job of an earlier night that turned out to have failed, or to be something else. */
function late(object: string, change: Partial<Amendment> = {}): Amendment {
  const job = aJob({
    ...{ id: `late-${object}`, state: "Failed", code: "Late" },
    ...{ input: { bucket: null, region: null, object }, operation: anOperation },
  });
  const was = { state: "Running", startedAt: null };
  const told = { job, night: "2026-11-18", was, reason: "", verdict: "failed", change: "ended" } as const;
  return { ...amendmentRow({ ...aScope, queueId: "q" }, told, fingerprinting), ...change };
}

interface Nights {
  readonly before: Record<string, NightScope>;
  readonly now: Record<string, NightScope>;
  readonly recoveries?: readonly Recovery[];
  /** What the night before, and tonight, learned of jobs of nights before it. */
  readonly lateBefore?: readonly Amendment[];
  readonly lateNow?: readonly Amendment[];
  /** Nights that were an input of tonight's audit. */
  readonly inputs?: readonly string[];
}

async function inputsOf(nights: Nights) {
  const { before, now, recoveries = [], lateBefore = [], lateNow = [], inputs = ["2026-11-20"] } = nights;
  const store = memoryStore();
  const manifest = await commitScopes(store, "2026-11-20", before, { rows: { amendments: lateBefore } });
  const change = { inputs: inputs.map((night) => ({ night, manifest })) };
  await commitScopes(store, tonight, now, { rows: { recoveries, amendments: lateNow }, change });
  const told = await diffOf(store);
  const lines = ofKind(told, "input").map(({ queueId, outcome, jobId }) => `${queueId} ${outcome} ${jobId}`);
  return { lines, headline: told.diff.headline.inputs, told };
}

describe("inputs of a diff", () => {
  it("failed again where the same work failed before, be it in another queue", async () => {
    const { lines, headline, told } = await inputsOf({
      before: { q: { failed: { A: ["a.jpg", "b.jpg"] } }, r: { failed: { A: ["c.jpg"] } } },
      now: { q: { failed: { B: ["a.jpg", "c.jpg", "a.jpg", "new.jpg"] } }, r: { failed: { B: ["b.jpg"] } } },
    });
    expect(lines).toEqual([
      `q failed-again ${tonight}-B-0`,
      `q failed-again ${tonight}-B-1`,
      `q failed-again ${tonight}-B-2`,
      `r failed-again ${tonight}-B-0`,
    ]);
    expect(headline).toEqual({ failedAgain: 3, recovered: 0 });
    expect(ofKind(told, "input")[0]).toEqual({
      ...{ schema: "job-audit/regression/v1", kind: "input", ...aScope, queueId: "q", worse: false },
      ...{ outcome: "failed-again", createdAt: `${tonight}T04:00:00.000Z`, jobId: `${tonight}-B-0`, code: "B" },
      ...{ input: { bucket: null, region: null, object: "a.jpg" }, operation: anOperation },
    });
  });

  it("count only what failed, not what is stuck or odd", async () => {
    const stuck: NightScope = { failed: { A: ["a.jpg"] }, verdict: "stuck.queued" };
    const failed: NightScope = { failed: { A: ["a.jpg"] } };
    expect((await inputsOf({ before: { q: stuck }, now: { q: failed } })).lines).toEqual([]);
    expect((await inputsOf({ before: { q: failed }, now: { q: stuck } })).lines).toEqual([]);
  });

  it("recovered where they were done with success and failed nowhere", async () => {
    const { lines, headline, told } = await inputsOf({
      before: { q: { failed: { A: ["a.jpg", "b.jpg"] } } },
      now: { q: {}, r: { failed: { A: ["b.jpg"] } } },
      recoveries: [recovery("a.jpg"), recovery("b.jpg"), recovery("never-failed.jpg")],
    });
    expect(lines).toEqual([`r failed-again ${tonight}-A-0`, "q recovered again-a.jpg"]);
    expect(headline).toEqual({ failedAgain: 1, recovered: 1 });
    expect(ofKind(told, "input")[1]).toMatchObject({ code: "", worse: false, input: { object: "a.jpg" } });
  });

  it("are not known to have recovered where the audit did not look since the baseline", async () => {
    const { lines, headline } = await inputsOf({
      before: { q: { failed: { A: ["a.jpg"] } } },
      now: { q: {} },
      recoveries: [recovery("a.jpg")],
      inputs: ["2026-11-19"],
    });
    expect(lines).toEqual([]);
    expect(headline.recovered).toBeNull();
  });

  it("recovered only in scopes since whose baseline the audit looked", async () => {
    const store = memoryStore();
    const scopes = { q: { failed: { A: ["a.jpg"] } }, r: { failed: { A: ["b.jpg"] } } };
    await commitScopes(store, "2026-11-10", scopes);
    const manifest = await commitScopes(store, "2026-11-20", { ...scopes, r: { complete: false } });
    const rows = { recoveries: [recovery("a.jpg"), recovery("b.jpg", "r")] };
    const change = { inputs: [{ night: "2026-11-20", manifest }] };
    await commitScopes(store, tonight, { q: {}, r: {} }, { rows, change });
    const told = await diffOf(store);
    expect(ofKind(told, "input").map(({ jobId }) => jobId)).toEqual(["again-a.jpg"]);
    expect(told.diff.headline.inputs.recovered).toBe(1);
  });

  it("count once, whatever the number of jobs that failed with them, or succeeded", async () => {
    const { lines, headline } = await inputsOf({
      before: { q: { failed: { A: ["a.jpg", "a.jpg", "b.jpg"] } } },
      now: { q: { failed: { A: ["a.jpg", "a.jpg"] } } },
      recoveries: [recovery("b.jpg"), { ...recovery("b.jpg"), jobId: "once-more" }],
    });
    expect(lines).toEqual([
      `q failed-again ${tonight}-A-0`,
      `q failed-again ${tonight}-A-1`,
      "q recovered again-b.jpg",
      "q recovered once-more",
    ]);
    expect(headline).toEqual({ failedAgain: 1, recovered: 1 });
  });

  it("had failed also where the night before learned it of a job of an older one", async () => {
    const { lines, headline } = await inputsOf({
      before: { q: {} },
      lateBefore: [late("a.jpg"), late("b.jpg"), late("gone.jpg", { change: "vanished", verdict: "vanished" })],
      now: { q: { failed: { A: ["a.jpg", "gone.jpg"] } } },
      recoveries: [recovery("b.jpg"), recovery("gone.jpg")],
    });
    expect(lines).toEqual([`q failed-again ${tonight}-A-0`, "q recovered again-b.jpg"]);
    expect(headline).toEqual({ failedAgain: 1, recovered: 1 });
  });

  it("failed again also where tonight learned it of a job of an older night", async () => {
    const { lines, told } = await inputsOf({
      before: { q: { failed: { A: ["a.jpg", "b.jpg"] } } },
      now: { q: { failed: { A: ["b.jpg"] } } },
      lateNow: [
        late("a.jpg"),
        late("b.jpg", { verdict: null, state: "Success", extra: { verdict: "failed" } }),
        late("new.jpg"),
      ],
      recoveries: [recovery("a.jpg")],
    });
    expect(lines).toEqual([`q failed-again ${tonight}-A-0`, "q failed-again late-a.jpg"]);
    expect(ofKind(told, "input")[1]).toMatchObject({ code: "Late", input: { object: "a.jpg" } });
  });

  it("had not failed where a scope has another baseline than the night that learned it", async () => {
    const { lines } = await inputsOf({
      before: { q: { complete: false }, r: {} },
      lateBefore: [late("a.jpg"), late("b.jpg", { queueId: "r" })],
      now: { q: { failed: { A: ["a.jpg"] } }, r: { failed: { A: ["b.jpg"] } } },
    });
    expect(lines).toEqual([`r failed-again ${tonight}-A-0`]);
  });

  it("are taken from a scope's own baseline: what another night found of it does not count", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-19", { q: { failed: { A: ["old.jpg"] } } });
    await commitScopes(store, "2026-11-20", { q: { failed: { A: ["hole.jpg"] }, complete: false }, r: {} });
    await commitScopes(store, tonight, { q: { failed: { A: ["hole.jpg", "old.jpg"] } }, r: {} });
    const told = await diffOf(store);
    expect(ofKind(told, "input").map(({ input }) => input?.object)).toEqual(["old.jpg"]);
  });

  it("are passed over where a job names no input", async () => {
    const { lines } = await inputsOf({
      before: { q: { failed: { A: [""] } } },
      now: { q: { failed: { A: [""] } } },
      recoveries: [recovery("")],
    });
    expect(lines).toEqual([]);
  });
});
