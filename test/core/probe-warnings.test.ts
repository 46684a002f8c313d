import { describe, expect, it } from "vitest";
import { type Situation, warningsOf } from "../../lib/core/probe-warnings.ts";
import { aProbe } from "../fakes/a-probe.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-11-21T18:30:00.000Z");
const given = { lookupIds: null, pageSize: 100, assumedRetentionMs: 3 * dayMs, openMaxAgeMs: 7 * dayMs };
const calm: Situation = { stored: null, given, missed: [], now, version: "0.1.0" };

function warned(change: Partial<Situation>, probe = aProbe()) {
  return warningsOf({ ...calm, stored: { key: "v1/probes/family=pic/r0001.json", probe }, ...change });
}

describe("warningsOf()", () => {
  it("is silent where there is nothing to see to, with a probe and without", () => {
    expect(warningsOf(calm)).toEqual([]);
    expect(warned({})).toEqual([]);
    const fits = aProbe({
      retention: { listedForMs: 20 * dayMs, listLostMs: 30 * dayMs, lookupLostMs: 30 * dayMs },
      lookupIds: { answered: 10, refusedAt: 11, partialAt: null, unknownIds: "named" },
      pageSize: { largest: 100, refusedAt: 200, cappedAt: null },
    });
    expect(warned({ given: { ...given, lookupIds: 10 } }, fits)).toEqual([]);
  });

  it("counts the days until the jobs of missed nights may be lost", () => {
    const missed = [
      { date: "2026-11-19", from: now - 2.1 * dayMs },
      { date: "2026-11-20", from: now - 1.1 * dayMs },
    ];
    expect(warningsOf({ ...calm, missed })).toEqual([
      {
        code: "nights-at-risk",
        text: "the night of 2026-11-19 is not committed (2 nights in all are not); its first jobs may be lost in 0.9 days (retention assumed: 3.0 days)",
      },
    ]);
    const short = aProbe({ retention: { listedForMs: dayMs, listLostMs: 2 * dayMs, lookupLostMs: null } });
    expect(warned({ missed: missed.slice(0, 1), given: { ...given, assumedRetentionMs: dayMs } }, short)).toEqual([
      {
        code: "nights-at-risk",
        text: "the night of 2026-11-19 is not committed; its first jobs may be lost already (retention measured: 2.0 days)",
      },
    ]);
  });

  it("says that a probe is old, of another version, or cannot be read", () => {
    const later = now + 90 * dayMs;
    expect(warned({ now: later })).toEqual([]);
    expect(warned({ now: later + 1, version: "0.2.0" })).toEqual([
      { code: "probe-old", text: "the probe of 2026-11-21 is 90.0 days old; probe again" },
      {
        code: "probe-version",
        text: "the probe of 2026-11-21 was made by version 0.1.0, this is 0.2.0; probe again",
      },
    ]);
    const stored = { key: "v1/probes/family=pic/r0001.json", probe: null };
    const text =
      "the probe v1/probes/family=pic/r0001.json cannot be read, and nothing that it measured is used; probe again";
    expect(warningsOf({ ...calm, stored })).toEqual([{ code: "probe-unreadable", text }]);
    const missed = [{ date: "2026-11-19", from: now - 2 * dayMs }];
    expect(warningsOf({ ...calm, missed, stored }).map(({ code }) => code)).toEqual([
      "nights-at-risk",
      "probe-unreadable",
    ]);
  });

  it("does not warn before a limit is passed", () => {
    const [atRisk] = warningsOf({ ...calm, missed: [{ date: "2026-11-18", from: now - 3 * dayMs }] });
    expect(atRisk?.text).toContain("may be lost in 0.0 days");
    const probe = aProbe({
      retention: { listedForMs: dayMs, listLostMs: 3 * dayMs, lookupLostMs: 7 * dayMs },
      lookupIds: { answered: 1, refusedAt: 2, partialAt: null, unknownIds: null },
      pageSize: { largest: 100, refusedAt: 101, cappedAt: null },
    });
    expect(warned({ given: { ...given, lookupIds: 1 } }, probe)).toEqual([]);
  });

  it("names settings that the service contradicts", () => {
    const probe = aProbe({
      retention: { listedForMs: dayMs, listLostMs: 2 * dayMs, lookupLostMs: 5 * dayMs },
      lookupIds: { answered: 1, refusedAt: 2, partialAt: null, unknownIds: null },
      pageSize: { largest: 0, refusedAt: 100, cappedAt: null },
    });
    expect(warned({ given: { ...given, lookupIds: 10 } }, probe)).toEqual([
      {
        code: "lookup-ids",
        text: "lookupIds is 10, but ten ids at once were not answered: each look-up costs one in vain",
      },
      { code: "page-size", text: "pageSize is 100, but pages of 100 were refused" },
      {
        code: "assumed-retention",
        text: "assumedRetention is 3d, but a job of 2.0 days was listed no more: no older span is trusted",
      },
      {
        code: "open-max-age",
        text: "openMaxAge is 7d, but a job of 5.0 days was not known by its id any more: open jobs will seem vanished",
      },
    ]);
  });
});
