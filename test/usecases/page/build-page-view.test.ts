import { describe, expect, it } from "vitest";
import type { RatePoint } from "../../../lib/core/page/page-view.ts";
import { scopeKey } from "../../../lib/core/scope.ts";
import { buildPageView, type PageSources } from "../../../lib/usecases/page/build-page-view.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { aTest } from "../../fakes/diff-lines.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
import { aView } from "../../page/a-view.ts";
import { diffOf, tonight } from "../diff/diff-fixture.ts";

const { signal } = new AbortController();
const name = { family: "pic", date: tonight } as const;

type Parts = Partial<Pick<PageSources, "tests" | "pointsOf" | "files">>;

async function viewOf(scopes: Parameters<typeof commitScopes>[2], parts: Parts = {}, timeZone = "Asia/Shanghai") {
  const store = memoryStore();
  await commitScopes(store, tonight, scopes, { change: { timeZone } });
  const night = await readCommittedNight(store, name, signal);
  if (night === null) throw new Error("the night is not committed");
  const { diff } = await diffOf(store);
  const view = await buildPageView(store, { night, diff, tests: [], pointsOf: () => [], files: [], ...parts }, signal);
  return { store, night, view };
}

function aPoint(night: string): RatePoint {
  return { night, failed: 1, ended: 10, complete: true, low: null, high: null, alerted: false };
}

describe("buildPageView()", () => {
  it("counts failures by queue and local hour, the queue with the most first", async () => {
    // Findings of these nights are created at four in the morning, UTC.
    const { view } = await viewOf({ p1: { failed: { A: 2 } }, p2: { failed: { A: 3, B: 4 } }, p3: { succeeded: 9 } });
    expect(view.hours.inAll).toBe(2);
    expect(view.hours.first.map(({ scope }) => scope.queueId)).toEqual(["p2", "p1"]);
    const twelve = Array.from({ length: 24 }, (_, hour) => (hour === 12 ? 7 : 0));
    expect(view.hours.first[0]).toEqual({
      scope: { region: aScope.region, bucket: aScope.bucket, queueId: "p2" },
      failed: twelve,
    });
  });

  it("takes the hours of the night's own time zone", async () => {
    const { view } = await viewOf({ p1: { failed: { A: 2 } } }, {}, "America/New_York");
    expect(view.hours.first[0]?.failed.indexOf(2)).toBe(23);
  });

  it("leaves what did not fail out of the hours", async () => {
    const { view } = await viewOf({ p1: { failed: { A: 2 }, verdict: "stuck.queued" } });
    expect(view.hours).toEqual({ first: [], inAll: 0 });
  });

  it("has the largest groups, those of equal size in the order of the report", async () => {
    const failed = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`C${at + 10}`, 1 + (at % 3)]));
    const { view } = await viewOf({ p1: { failed } });
    expect(view.groups.inAll).toBe(30);
    expect(view.groups.first.map(({ jobs }) => jobs)).toEqual([...Array(10).fill(3), ...Array(10).fill(2)]);
    expect(view.groups.first.slice(0, 3).map(({ code }) => code)).toEqual(["C12", "C15", "C18"]);
  });

  it("draws scopes that alerted first, then those with the most failures, and counts every test", async () => {
    const scopeAt = (queueId: string) => ({ ...aScope, queueId, level: "scope" as const, operation: null });
    const tests = [
      aTest({ ...scopeAt("p1"), after: { failed: 50, ended: 100 }, verdict: "quiet" }),
      aTest({ ...scopeAt("p2"), after: { failed: 5, ended: 100 }, verdict: "spike", reason: "so" }),
      aTest({ ...scopeAt("p3"), after: { failed: 0, ended: 100 }, verdict: "quiet" }),
      aTest({ ...scopeAt("p1"), level: "operation", operation: "t1", verdict: "too-few" }),
    ];
    const points = [aPoint("2026-11-20"), aPoint(tonight)];
    const pointsOf = (key: string) => (key === scopeKey({ ...aScope, queueId: "p2" }) ? points : []);
    const { view } = await viewOf({ p1: {} }, { tests, pointsOf });
    expect(view.rates.inAll).toBe(2);
    expect(view.rates.first.map(({ scope }) => scope.queueId)).toEqual(["p2", "p1"]);
    expect(view.rates.first[0]).toEqual({
      scope: { ...aScope, queueId: "p2" },
      points,
      test: { verdict: "spike", reason: "so", provisional: false },
    });
    expect(view.tested).toEqual({ quiet: 2, spike: 1, "too-few": 1 });
  });

  it("leads to the manifest first, then to what there is once, then to the largest files of scopes", async () => {
    const ofDiff = { dataset: "diff", key: "v1/diffs/d.json", rows: 1, bytes: 9 };
    const scopes = { p1: { failed: { A: 1 } }, p2: { failed: { A: 9 } } };
    const { view, night } = await viewOf(scopes, { files: [ofDiff] });
    const { first, inAll } = view.files;
    expect(inAll).toBe(first.length);
    expect(first[0]).toEqual({ dataset: "manifests", key: night.commit.manifest, rows: 1, bytes: null });
    expect(first.map(({ dataset }) => dataset)).toEqual([
      "manifests",
      "groups",
      "summaries",
      "diff",
      "findings",
      "findings",
    ]);
    expect(first.slice(-2).map(({ rows }) => rows)).toEqual([9, 1]);
  });

  it("keeps no more of a thousand scopes than a page has room for", async () => {
    const scopes = Object.fromEntries(Array.from({ length: 260 }, (_, at) => [`p${at}`, { failed: { A: 1 } }]));
    const { view } = await viewOf(scopes);
    const shown = { hours: view.hours.first.length, groups: view.groups.first.length, files: view.files.first.length };
    expect(shown).toEqual({ hours: 24, groups: 20, files: 200 });
    expect([view.hours.inAll, view.groups.inAll]).toEqual([260, 260]);
  });

  it("has the parts of a view and no other", async () => {
    const { view } = await viewOf({ p1: {} });
    expect(Object.keys(view).sort()).toEqual(Object.keys(aView()).sort());
  });
});
