import { describe, expect, it } from "vitest";
import type { Recovery } from "../../../lib/core/schema/recovery.ts";
import { anOperation, commitScopes, type NightScope } from "../../fakes/committed-night.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
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

interface Nights {
  readonly before: Record<string, NightScope>;
  readonly now: Record<string, NightScope>;
  readonly recoveries?: readonly Recovery[];
  /** Nights that were an input of tonight's audit. */
  readonly inputs?: readonly string[];
}

async function inputsOf({ before, now, recoveries = [], inputs = ["2026-11-20"] }: Nights) {
  const store = memoryStore();
  const manifest = await commitScopes(store, "2026-11-20", before);
  const change = { inputs: inputs.map((night) => ({ night, manifest })) };
  await commitScopes(store, tonight, now, { rows: { recoveries }, change });
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
    expect(headline).toEqual({ failedAgain: 4, recovered: 0 });
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
