import { describe, expect, it } from "vitest";
import type { Group } from "../../../lib/core/schema/group.ts";
import type { Coverage } from "../../../lib/core/schema/regression.ts";
import { scopeKey } from "../../../lib/core/scope.ts";
import { mostGroups } from "../../../lib/core/spikes/group-watch.ts";
import { judgeNight } from "../../../lib/core/spikes/night-judgement.ts";
import { aScope } from "../../fakes/samples.ts";
import { aHistory, aSeriesNight, aSeriesScope, dateOf } from "./a-series.ts";

function aGroup(queueId: string, fingerprint: string, jobs: number, change: Partial<Group> = {}): Group {
  return {
    ...{ ...aScope, queueId, fingerprint, schema: "job-audit/group/v1", verdict: "failed", code: fingerprint },
    ...{
      message: `no ${fingerprint}`,
      operation: null,
      jobs,
      samples: ["j1"],
      distinctMessages: 1,
      overGrouped: false,
    },
    ...{ firstCreatedAt: "2026-11-21T04:00:00.000Z", lastCreatedAt: "2026-11-21T04:00:00.000Z", ...change },
  };
}

const series = aHistory(28, (back) => [
  aSeriesScope("q", { failed: 19 + (back % 3) }),
  aSeriesScope("r", { failed: 19 + (back % 3) }),
]);
const night = aSeriesNight(0, [aSeriesScope("q", { failed: 100 }), aSeriesScope("r")]);
const groupNights = [1, 2, 3].map(dateOf);
const complete = ["complete", "complete", "complete"] as const;

const open = () => judgeNight({ night, series, groupNights });

function told(judgement: ReturnType<typeof open>) {
  return judgement.tested().map(({ test, group }) => [test.queueId, test.level, test.fingerprint, group?.code ?? null]);
}

describe("judgeNight()", () => {
  it("tests the groups of scopes that moved, after the scope, by fingerprint, with what they are", () => {
    const judgement = open();
    const earlier = [null, null, null];
    judgement.watch.add({ now: aGroup("q", "v2:b", 60), earlier, coverage: complete });
    judgement.watch.add({
      now: aGroup("q", "v2:a", 20),
      earlier: [aGroup("q", "v2:a", 18), null, null],
      coverage: complete,
    });
    judgement.watch.add({ now: aGroup("r", "v2:a", 20), earlier, coverage: complete });
    expect(told(judgement)).toEqual([
      ["q", "scope", null, null],
      ["q", "group", "v2:a", "v2:a"],
      ["q", "group", "v2:b", "v2:b"],
      ["r", "scope", null, null],
    ]);
    const [, a, b] = judgement.tested();
    expect(a?.test).toMatchObject({ before: { failed: 18, ended: 3_000 }, after: { failed: 20, ended: 1_000 } });
    expect(b?.test).toMatchObject({ verdict: "spike", before: { failed: 0, ended: 3_000 }, nights: groupNights });
    expect(b?.group).toMatchObject({ message: "no v2:b", jobs: 60 });
    expect(judgement.tested()).toBe(judgement.tested());
  });

  it("passes over groups of other verdicts, of fewer than three jobs, and those that are not of this night", () => {
    const judgement = open();
    const earlier = [aGroup("q", "v2:a", 9), null, null];
    judgement.watch.add({ now: null, earlier, coverage: complete });
    judgement.watch.add({ now: aGroup("q", "v2:b", 2), earlier, coverage: complete });
    judgement.watch.add({ now: aGroup("q", "v2:c", 50, { verdict: "held" }), earlier, coverage: complete });
    judgement.watch.add({ now: aGroup("q", "v2:d", 3), earlier, coverage: complete });
    expect(told(judgement).map(([, , fingerprint]) => fingerprint)).toEqual([null, "v2:d", null]);
  });

  it("corrects for all groups of failed jobs that were there to be tested, whatever made it look at some", () => {
    const qAmong = (others: number) => {
      const judgement = open();
      const earlier = [aGroup("q", "v2:a", 18), aGroup("q", "v2:a", 18), aGroup("q", "v2:a", 18)];
      judgement.watch.add({ now: aGroup("q", "v2:a", 50), earlier, coverage: complete });
      for (let index = 0; index < others; index += 1)
        judgement.watch.add({
          now: aGroup("r", `v2:other-${index}`, 1),
          earlier: [null, null, null],
          coverage: complete,
        });
      const test = judgement.tested().find((each) => each.test.level === "group")?.test;
      return { p: test?.p ?? Number.NaN, q: test?.q ?? Number.NaN };
    };
    // Two scopes and two groups, of which one scope alone has a smaller p-value: the second of four, and of forty.
    expect(qAmong(1).q).toBeCloseTo((qAmong(1).p * 4) / 2, 8);
    expect(qAmong(37).q / qAmong(1).q).toBeCloseTo(10, 3);
  });

  it("corrects operations for those of scopes that did not move", () => {
    const withOperations = (queueId: string, failed: number, operations: number) =>
      aSeriesScope(queueId, {
        failed,
        operations: Array.from({ length: operations }, (_, index) => ({
          operation: `op${index}`,
          failed: index === 0 ? failed : 0,
          ended: index === 0 ? 500 : 10,
        })),
      });
    const qAmong = (operations: number) => {
      const earlier = aHistory(28, (back) => [
        withOperations("q", 19 + (back % 3), 1),
        withOperations("r", 19 + (back % 3), operations),
      ]);
      const now = aSeriesNight(0, [withOperations("q", 45, 1), withOperations("r", 20, operations)]);
      const tests = judgeNight({ night: now, series: earlier, groupNights: [] }).tested();
      expect(tests.map(({ test }) => test.level)).toEqual(["scope", "operation", "scope"]);
      return tests[1]?.test.q ?? Number.NaN;
    };
    // Two scopes and the operations of both: 4 and 40 tests, of which it has the greater p-value of the two that are small.
    expect(qAmong(37) / qAmong(1)).toBeCloseTo(10, 3);
  });

  it("does not compare with nights whose groups nobody can tell", () => {
    const judgement = open();
    judgement.watch.add({
      now: aGroup("q", "v2:a", 50),
      earlier: [null, null, null],
      coverage: ["complete", "not-audited", "complete"],
    });
    expect(judgement.tested()[1]?.test.nights).toEqual([dateOf(1), dateOf(3)]);
  });

  it("keeps no more groups than it has room for: those with the most jobs, in whatever order they come", () => {
    const groups = Array.from({ length: 2 * mostGroups + 10 }, (_, at) => aGroup("q", `v2:${1e6 + at}`, 3 + at));
    const kept = (of: readonly Group[]) => {
      const judgement = open();
      for (const now of of) judgement.watch.add({ now, earlier: [null, null, null], coverage: complete });
      return judgement.watch.strata().map(({ group }) => group.jobs);
    };
    const expected = groups.map(({ jobs }) => jobs).slice(-mostGroups);
    expect(kept(groups)).toEqual(expected);
    expect(kept([...groups].reverse())).toEqual(expected);
  });

  it("tells the first failure of a code that is always told, in whatever scope, where no night before had it", () => {
    const judgement = judgeNight({ night, series, groupNights }, { alwaysAlert: ["rare"] });
    const none = [null, null, null];
    const add = (now: Group, earlier: readonly (Group | null)[] = none, known = complete as readonly Coverage[]) =>
      judgement.watch.add({ now, earlier, coverage: known });
    add(aGroup("r", "v2:first", 1, { code: "rare" }));
    add(aGroup("r", "v2:other", 1, { code: "usual" }));
    add(aGroup("r", "v2:again", 1, { code: "rare" }), [null, aGroup("r", "v2:again", 1, { code: "rare" }), null]);
    add(aGroup("r", "v2:unknown", 1, { code: "rare" }), none, ["not-audited", "not-audited", "not-audited"]);
    add(aGroup("r", "v2:held", 1, { code: "rare", verdict: "held" }));
    add(aGroup("q", "v2:moved", 1, { code: "rare" }));
    const groups = judgement.tested().filter(({ group }) => group !== null);
    expect(groups.map(({ test }) => [test.queueId, test.fingerprint, test.verdict])).toEqual([
      ["q", "v2:moved", "spike"],
      ["r", "v2:first", "spike"],
    ]);
    expect(groups[1]?.test).toMatchObject({ after: { failed: 1, ended: 1_000 }, before: { failed: 0, ended: 3_000 } });
    expect(groups[1]?.test.reason).toContain("always told at once");
  });

  it("knows what a scope that moved came to in each night, and of no other", () => {
    const { countsOf } = open();
    const key = (queueId: string) => scopeKey({ ...aScope, queueId });
    expect(countsOf(key("q"), "2026-11-21")).toMatchObject({ failed: 100 });
    expect(countsOf(key("q"), dateOf(2))).toMatchObject({ failed: 21 });
    expect([countsOf(key("r"), "2026-11-21"), countsOf(key("q"), "2025-01-01")]).toEqual([null, null]);
  });

  it("tells, behind a scope that moved, what its operations came to, by their names", () => {
    const operationsOf = (second: number) => [
      { operation: "crop", failed: 10, ended: 500 },
      { operation: "webp", failed: second, ended: 500 },
    ];
    const scopeWith = (second: number) => aSeriesScope("q", { failed: 10 + second, operations: operationsOf(second) });
    const earlier = aHistory(28, (back) => [scopeWith(9 + (back % 3)), aSeriesScope("r")]);
    const now = aSeriesNight(0, [scopeWith(90), aSeriesScope("r")]);
    const judgement = judgeNight({ night: now, series: earlier, groupNights });
    judgement.watch.add({ now: aGroup("q", "v2:a", 90), earlier: [null, null, null], coverage: complete });
    expect(
      judgement.tested().map(({ test, group }) => [test.queueId, test.level, test.operation, group?.fingerprint]),
    ).toEqual([
      ["q", "scope", null, undefined],
      ["q", "operation", "crop", undefined],
      ["q", "operation", "webp", undefined],
      ["q", "group", null, "v2:a"],
      ["r", "scope", null, undefined],
    ]);
    expect(judgement.tested().map(({ test: { fingerprint, verdict } }) => [fingerprint, verdict])).toEqual([
      [null, "spike"],
      [null, "quiet"],
      [null, "spike"],
      ["v2:a", "spike"],
      [null, "quiet"],
    ]);
  });

  it("draws the rates of a scope", () => {
    expect(open().pointsOf(scopeKey({ ...aScope, queueId: "q" }))).toHaveLength(29);
  });
});
