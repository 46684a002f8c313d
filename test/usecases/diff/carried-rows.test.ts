import { describe, expect, it } from "vitest";
import { amendmentRow, carriedRow } from "../../../lib/core/rows.ts";
import type { Amendment, Carried } from "../../../lib/core/schema/carried.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope } from "../../fakes/samples.ts";
import { diffOf, ofKind, tonight } from "./diff-fixture.ts";

const verdict = { name: "stuck.running", reason: "" } as const;

function stuck(id: string, change: Partial<Carried> = {}): Carried {
  return { ...carriedRow(aScope, { job: aJob({ id }), verdict, night: "2026-11-20" }, fingerprinting), ...change };
}

function changed(id: string, change: Partial<Amendment> = {}): Amendment {
  const was = { state: "Submitted", startedAt: null };
  const told = { job: aJob({ id, state: "Running" }), night: "2026-11-20", was, reason: "", verdict: verdict.name };
  return { ...amendmentRow(aScope, { ...told, change: "changed" }, fingerprinting), ...change };
}

async function carriedOf(carried: readonly Carried[], amendments: readonly Amendment[]) {
  const store = memoryStore();
  await commitScopes(store, tonight, {}, { rows: { carried, amendments } });
  const told = await diffOf(store);
  const lines = ofKind(told, "carried").map(({ outcome, worse, samples }) => [outcome, worse, samples.join()]);
  return { lines, headline: told.diff.headline };
}

describe("carried jobs of a diff", () => {
  it("count once: a job that changed and is stuck still is told as changed", async () => {
    const { lines, headline } = await carriedOf([stuck("a"), stuck("b"), stuck("c")], [changed("b")]);
    expect(lines).toEqual([
      ["still-open", false, "a,c"],
      ["changed", false, "b"],
    ]);
    expect(headline.carried).toMatchObject({ "still-open": 2, changed: 1 });
  });

  it("are told apart by night, scope and creation time, not by id alone", async () => {
    const elsewhere = { queueId: "z" };
    const { headline } = await carriedOf(
      [stuck("a", { night: "2026-11-19" }), stuck("a"), stuck("b"), stuck("c", elsewhere)],
      [changed("a", { night: "2026-11-19" }), changed("b", { createdAt: "2026-11-20T23:00:00.000Z" }), changed("c")],
    );
    expect(headline.carried).toMatchObject({ "still-open": 3, changed: 3 });
  });

  it("are told as unrecognised where they changed into a state that nobody knows", async () => {
    const odd = { verdict: "unrecognised" as const, state: "Odd" };
    const { lines } = await carriedOf([stuck("a", odd)], [changed("a", odd)]);
    expect(lines).toEqual([["unrecognised", false, "a"]]);
  });

  it("got worse where they could not be seen again", async () => {
    const { lines, headline } = await carriedOf([stuck("a"), stuck("b", { seen: false })], []);
    expect(lines).toEqual([
      ["still-open", false, "a"],
      ["not-seen", true, "b"],
    ]);
    expect(headline).toMatchObject({ worse: 1, carried: { "still-open": 1, "not-seen": 1 } });
  });
});
