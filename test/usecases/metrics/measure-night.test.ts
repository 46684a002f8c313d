import { describe, expect, it } from "vitest";
import { incidentsKey } from "../../../lib/core/key.ts";
import type { Incidents } from "../../../lib/core/schema/incidents.ts";
import { measureDiffOf, measureNight } from "../../../lib/usecases/metrics/measure-night.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { mislabelled, valuesOf } from "../../core/metrics/families.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aCloud, audit, scopes } from "../audit/a-night.ts";
import { commitTold, nightName, signal } from "../notify/told-night.ts";

async function nightOf(store: ReturnType<typeof memoryStore>, date: string) {
  const night = await readCommittedNight(store, nightName(date), signal);
  return night ?? expect.fail("it is not committed");
}

describe("measureNight()", () => {
  it("reads a committed night: its counts, its scopes, its ledger", async () => {
    const store = memoryStore();
    const { manifest } = await audit(aCloud(), store);
    const families = await measureNight(store, await nightOf(store, "2026-11-21"), signal);
    const sumOf = (values: Record<string, number>) => Object.values(values).reduce((sum, value) => sum + value, 0);
    const place = ["region", "bucket", "queue", "tag"] as const;
    expect(sumOf(valuesOf(families, "job_audit_night_jobs", ...place, "state"))).toBe(manifest.jobs);
    expect(Object.keys(valuesOf(families, "job_audit_night_pages", ...place))).toHaveLength(scopes.length);
    expect(sumOf(valuesOf(families, "job_audit_night_windows", ...place))).toBe(scopes.length * 24);
    expect(mislabelled(families)).toEqual([]);
  });
});

describe("measureDiffOf()", () => {
  const night = "2026-11-21";

  it("reads the diff of the night, and the incidents behind it", async () => {
    const store = memoryStore();
    await commitTold(store, night);
    const incidents: Incidents = {
      ...{ schema: "job-audit/incidents/v1", family: "pic", night, folded: [], incidents: [], events: [] },
    };
    const without = await measureDiffOf(store, await nightOf(store, night), signal);
    expect(valuesOf(without, "job_audit_diff_revision", "family")).toEqual({ pic: 1 });
    expect(valuesOf(without, "job_audit_incidents_open", "rule")).toEqual({});
    await store.put(incidentsKey(nightName(night), 1), Buffer.from(JSON.stringify(incidents)), signal);
    const families = await measureDiffOf(store, await nightOf(store, night), signal);
    expect(valuesOf(families, "job_audit_incidents_open", "rule", "severity")).toMatchObject({
      "rate.spike/critical": 0,
    });
  });

  it("has nothing of a night without a diff, or with one of another revision of it", async () => {
    const store = memoryStore();
    await audit(aCloud(), store);
    const committed = await nightOf(store, night);
    expect(await measureDiffOf(store, committed, signal)).toEqual([]);
    const told = memoryStore();
    await commitTold(told, night);
    expect(await measureDiffOf(told, committed, signal)).toEqual([]);
  });
});
