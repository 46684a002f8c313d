import { describe, expect, it } from "vitest";
import { comparedScopes, isComparable } from "../../../lib/core/diff/compared-scopes.ts";
import { aScope } from "../../fakes/samples.ts";

/** Each queue with whether it is complete. */
function aNight(queues: Record<string, boolean>) {
  const { region, bucket, tag } = aScope;
  const scopes = Object.entries(queues).map(([queueId, complete]) => ({
    ...{ region, bucket, queueId, tag, complete },
    origin: "discovered" as const,
  }));
  return { family: "pic" as const, scopes, holes: [], excluded: [] };
}

describe("comparedScopes()", () => {
  it("takes, scope by scope, the newest night in which it is complete", () => {
    const nights = [aNight({ a: true, b: false }), aNight({ a: true, b: true, c: false }), aNight({ c: false })];
    const compared = comparedScopes(aNight({ b: true, a: false, d: true }), { nights, chosen: false });
    expect(compared.map(({ scope, ...rest }) => [scope.queueId, rest])).toEqual([
      ["a", { coverage: "incomplete", earlier: ["complete", "complete", "not-audited"], baseline: 0 }],
      ["b", { coverage: "complete", earlier: ["incomplete", "complete", "not-audited"], baseline: 1 }],
      ["c", { coverage: "not-audited", earlier: ["not-audited", "incomplete", "incomplete"], baseline: null }],
      ["d", { coverage: "complete", earlier: ["not-audited", "not-audited", "not-audited"], baseline: null }],
    ]);
    expect(compared[0]?.scope).toEqual({ ...aScope, queueId: "a" });
  });

  it("takes the night that was chosen where it lists a scope, complete or not", () => {
    const nights = [aNight({ a: false, b: true })];
    const compared = comparedScopes(aNight({ a: true, b: true, c: true }), { nights, chosen: true });
    expect(compared.map(({ baseline }) => baseline)).toEqual([0, 0, null]);
  });
});

describe("a queue that is asked for by its old id", () => {
  const before = aNight({ a: true, b: false });
  const unlisted = {
    ...before,
    scopes: before.scopes.map((scope) => ({ ...scope, origin: "previous-night" as const })),
  };
  const { region, bucket } = aScope;
  const hole = {
    ...{ region, bucket, queueId: null, tag: null, from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" },
    ...{ cause: "incomplete-list" as const, detail: "", requestId: null, evidence: null },
  };

  it("is gone where the list was whole: then it is no baseline and cannot be compared", () => {
    const compared = comparedScopes(unlisted, { nights: [unlisted, before], chosen: false });
    expect(compared.map(({ coverage, earlier, baseline }) => [coverage, earlier, baseline])).toEqual([
      ["gone", ["gone", "complete"], 1],
      ["incomplete", ["incomplete", "incomplete"], null],
    ]);
    expect(compared.map(isComparable)).toEqual([false, false]);
  });

  it("is as complete as any other where the list was not whole: it may be there still", () => {
    const night = { ...unlisted, holes: [hole] };
    const compared = comparedScopes(night, { nights: [night], chosen: false });
    expect(compared.map(({ coverage, baseline }) => [coverage, baseline])).toEqual([
      ["complete", 0],
      ["incomplete", null],
    ]);
  });
});

describe("isComparable()", () => {
  it("needs both sides to be complete", () => {
    const nights = [aNight({ a: true, b: true, c: false })];
    const compared = comparedScopes(aNight({ a: true, b: false, c: true, d: true }), { nights, chosen: true });
    expect(compared.map(isComparable)).toEqual([true, false, false, false]);
  });
});
