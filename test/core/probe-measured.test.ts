import { describe, expect, it } from "vitest";
import { measuredBy, nothingMeasured, retainedFor } from "../../lib/core/probe-measured.ts";
import { aProbe } from "../fakes/a-probe.ts";

const dayMs = 86_400_000;

describe("measuredBy()", () => {
  it.each([
    [{ answered: 10, refusedAt: 11, partialAt: null }, 10],
    [{ answered: 20, refusedAt: null, partialAt: null }, 10],
    [{ answered: 1, refusedAt: 2, partialAt: null }, 1],
    [{ answered: 2, refusedAt: 10, partialAt: null }, 1],
    [{ answered: 2, refusedAt: null, partialAt: 10 }, 1],
    [{ answered: 2, refusedAt: null, partialAt: null }, null],
  ])("makes of %j so many ids a look-up", (lookupIds, ids) => {
    expect(measuredBy(aProbe({ lookupIds: { ...lookupIds, unknownIds: null } })).lookupIds).toBe(ids);
  });

  it("goes by the age at which a job was listed no more, and by no job that is listed", () => {
    const lost = { listedForMs: dayMs, listLostMs: 2 * dayMs, lookupLostMs: 3 * dayMs };
    expect(measuredBy(aProbe({ retention: lost }))).toEqual({ lookupIds: null, lostMs: 2 * dayMs });
    expect(measuredBy(aProbe({ retention: { ...lost, listLostMs: null } })).lostMs).toBeNull();
    expect(measuredBy(aProbe())).toEqual({ lookupIds: null, lostMs: null });
    expect(nothingMeasured).toEqual({ lookupIds: null, lostMs: null });
  });
});

describe("retainedFor()", () => {
  const nothing = { listedForMs: null, listLostMs: null, lookupLostMs: null };

  it.each([
    [null, 3 * dayMs, "assumed"],
    [{ ...nothing, listedForMs: 2 * dayMs }, 3 * dayMs, "assumed"],
    [{ ...nothing, listedForMs: 3 * dayMs }, 3 * dayMs, "assumed"],
    [{ ...nothing, listedForMs: 5 * dayMs }, 5 * dayMs, "measured"],
    [{ ...nothing, listedForMs: dayMs, listLostMs: 2 * dayMs }, 2 * dayMs, "measured"],
  ])("makes of %j", (retention, ms, by) => {
    expect(retainedFor(retention, 3 * dayMs)).toEqual({ ms, by });
  });
});
