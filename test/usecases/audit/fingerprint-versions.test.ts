import { describe, expect, it } from "vitest";
import { keepFingerprints } from "../../../lib/core/fingerprint/night-versions.ts";
import type { FingerprintRule } from "../../../lib/core/fingerprint/rules/fingerprint-rule.ts";
import { currentVersion } from "../../../lib/core/fingerprint/versions.ts";
import type { Finding } from "../../../lib/core/schema/finding.ts";
import type { Group } from "../../../lib/core/schema/group.ts";
import { type AuditResult, auditPlanned, makePlan } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import { readGroups, readGroupsAt } from "../../../lib/usecases/report/read-groups.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { diffOf, ofKind } from "../diff/diff-fixture.ts";
import { aCloud, aRequest, audit, dayMs, jobsOf, scopes } from "./a-night.ts";
import { rowsOf } from "./stored.ts";

const { signal } = new AbortController();
const rule: FingerprintRule = { kind: "merge", patterns: ["处理超时"], as: "slow", code: null, reason: "one cause" };
const other: FingerprintRule = { ...rule, as: "late" };
const jobs = [0, 1, 2].flatMap((day) => scopes.flatMap((scope) => jobsOf(scope, midnight + day * dayMs)));
const later = { now: midnight + 5 * dayMs };
const nameOf = (date: string) => ({ name: { family: "pic", date } as const });

/** A night as the program audited it that had one version. */
async function auditAsBefore(store: MemoryStore, date: string): Promise<AuditResult> {
  const producer = { name: "job-audit", version: "0.1.0" };
  const deps = { ci: aCloud({}, jobs), store, clock: manualClock(later.now), producer, onProgress: () => {} };
  const request = aRequest(nameOf(date));
  const fingerprints = keepFingerprints([], { night: date, fingerprints: [] });
  return auditPlanned(deps, request, { ...(await makePlan(deps, request, signal)), fingerprints }, signal);
}

async function listOf<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** Of the findings, version by version. */
function sumsOf(groups: readonly Group[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { fingerprint, jobs: count } of groups) {
    const version = fingerprint.slice(0, fingerprint.indexOf(":"));
    sums[version] = (sums[version] ?? 0) + count;
  }
  return sums;
}

async function upgraded(change: Partial<AuditRequest> = {}) {
  const store = memoryStore();
  await auditAsBefore(store, "2026-11-21");
  const night = await audit(aCloud({}, jobs), store, { ...nameOf("2026-11-22"), ...change }, later);
  return { store, night };
}

describe("the night behind an upgrade", () => {
  it("writes both versions: in each finding, and as groups of either", async () => {
    const { store, night } = await upgraded();
    expect(night.manifest.fingerprints).toEqual([
      { version: "v1", since: "2026-11-21" },
      { version: "v2", since: "2026-11-22" },
    ]);
    const findings = rowsOf(store, night, "findings") as readonly Finding[];
    expect(findings.length).toBeGreaterThan(100);
    for (const { fingerprint, olderFingerprints } of findings) {
      expect([fingerprint, ...olderFingerprints]).toEqual([
        expect.stringMatching(/^v2:/),
        expect.stringMatching(/^v1:/),
      ]);
    }
    const groups = rowsOf(store, night, "groups") as readonly Group[];
    expect(sumsOf(groups)).toEqual({ v1: findings.length, v2: findings.length });
  });

  it("is shown by the newer version alone, and read by either", async () => {
    const { store, night } = await upgraded();
    const all = rowsOf(store, night, "groups") as readonly Group[];
    const [v1, v2] = ["v1:", "v2:"].map((prefix) => all.filter(({ fingerprint }) => fingerprint.startsWith(prefix)));
    expect(await listOf(readGroups(store, night.manifest, signal))).toEqual(v2);
    expect(await listOf(readGroupsAt(store, { manifest: night.manifest, version: "v1" }, signal))).toEqual(v1);
    expect(await listOf(readGroupsAt(store, { manifest: night.manifest, version: "v3" }, signal))).toEqual([]);
  });

  it("tells the same bytes in whatever order and pieces it was read", async () => {
    const content = ({ manifest }: AuditResult) =>
      manifest.files.filter(({ dataset }) => dataset !== "ledgers").map(({ key }) => key);
    const one = await upgraded({ concurrency: 1, pageSize: 7, windowMs: dayMs });
    const another = await upgraded({ concurrency: 16 });
    expect(content(another.night)).toEqual(content(one.night));
  });

  it("has nothing that is new: every kind of failure was there before", async () => {
    const { store } = await upgraded();
    const told = await diffOf(store, { night: "2026-11-22" });
    const groups = ofKind(told, "group");
    expect(groups.length).toBeGreaterThan(10);
    expect(new Set(groups.map(({ baselineState }) => baselineState))).toEqual(new Set(["updated"]));
    expect(groups.every(({ fingerprint, knownCode }) => fingerprint.startsWith("v1:") && knownCode)).toBe(true);
    expect(told.diff.headline.groups).toMatchObject({ new: 0, absent: 0 });
  });

  it("is another run than the same night by one version", async () => {
    const alone = await audit(aCloud({}, jobs), memoryStore(), nameOf("2026-11-22"), later);
    const { night } = await upgraded();
    expect(night.manifest.runId).not.toBe(alone.manifest.runId);
    expect(alone.manifest.fingerprints).toEqual([{ version: "v2", since: "2026-11-22" }]);
  });
});

describe("the night behind a change of rules", () => {
  it("has nothing that is new, and the version of the rules that hold now", async () => {
    const store = memoryStore();
    await audit(aCloud({}, jobs), store, { ...nameOf("2026-11-21"), fingerprintRules: [rule] }, later);
    const night = await audit(aCloud({}, jobs), store, { ...nameOf("2026-11-22"), fingerprintRules: [other] }, later);
    expect(night.manifest.fingerprints).toEqual([
      { version: "v2", since: "2026-11-21" },
      { version: currentVersion([other]), since: "2026-11-22" },
    ]);
    const told = await diffOf(store, { night: "2026-11-22" });
    const groups = ofKind(told, "group");
    expect(new Set(groups.map(({ baselineState }) => baselineState))).toEqual(new Set(["updated"]));
    expect(groups.every(({ fingerprint }) => fingerprint.startsWith("v2:"))).toBe(true);
  });

  it("is compared by the rules themselves when they are the same", async () => {
    const store = memoryStore();
    for (const date of ["2026-11-21", "2026-11-22"]) {
      await audit(aCloud({}, jobs), store, { ...nameOf(date), fingerprintRules: [rule] }, later);
    }
    const groups = ofKind(await diffOf(store, { night: "2026-11-22" }), "group");
    expect(groups.every(({ fingerprint }) => fingerprint.startsWith(`${currentVersion([rule])}:`))).toBe(true);
    expect(new Set(groups.map(({ baselineState }) => baselineState))).toEqual(new Set(["updated"]));
  });
});
