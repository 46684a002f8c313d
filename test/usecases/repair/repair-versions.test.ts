import { describe, expect, it } from "vitest";
import { keepFingerprints } from "../../../lib/core/fingerprint/night-versions.ts";
import type { FingerprintRule } from "../../../lib/core/fingerprint/rules/fingerprint-rule.ts";
import { currentVersion, versionOf } from "../../../lib/core/fingerprint/versions.ts";
import type { Finding } from "../../../lib/core/schema/finding.ts";
import type { Group } from "../../../lib/core/schema/group.ts";
import { auditPlanned, makePlan } from "../../../lib/usecases/audit/audit-night.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { aCloud, aRequest, audit, dayMs } from "../audit/a-night.ts";
import { rowsOf } from "../audit/stored.ts";
import { answerOf, auditedWith, brokenOff, expectSound, producer, repair, signal } from "./a-repair.ts";

const rule: FingerprintRule = { kind: "merge", patterns: ["处理超时"], as: "slow", code: null, reason: "one cause" };
const other: FingerprintRule = { ...rule, as: "late" };

/** The night as the program audited it that had one version. */
async function auditAsBefore(ci: ReturnType<typeof aCloud>) {
  const store = memoryStore();
  const clock = manualClock(midnight + dayMs + 3 * 3_600_000);
  const deps = { ci, store, clock, producer, onProgress: () => {} };
  const request = aRequest({ pageSize: 7 });
  const fingerprints = keepFingerprints([], { night: request.name.date, fingerprints: [] });
  const plan = { ...(await makePlan(deps, request, signal)), fingerprints };
  return { store, night: await auditPlanned(deps, request, plan, signal) };
}

const versionsOf = (rows: readonly Pick<Finding, "fingerprint">[]) =>
  [...new Set(rows.map(({ fingerprint }) => versionOf(fingerprint)))].sort();

function toldIn(store: MemoryStore, night: CommittedNight) {
  const result = { ...night, already: true };
  const findings = rowsOf(store, result, "findings") as readonly Finding[];
  const groups = rowsOf(store, result, "groups") as readonly Group[];
  return { findings: versionsOf(findings), groups: versionsOf(groups), versions: night.manifest.fingerprints };
}

describe("the repair of a night of an older version of fingerprints", () => {
  it("tells what a whole audit of that version would have told, and writes no other", async () => {
    const { store, night } = await auditAsBefore(aCloud(brokenOff));
    expect(night.manifest.status).toBe("incomplete");
    const { after } = await repair(aCloud(), store, { pageSize: 7 });
    expect(after.manifest).toMatchObject({ revision: 2, status: "complete" });
    expect(toldIn(store, after)).toEqual({
      ...{ findings: ["v1"], groups: ["v1"], versions: [{ version: "v1", since: "2026-11-21" }] },
    });
    expectSound(store, after);
    const whole = await auditAsBefore(aCloud());
    expect(answerOf(after)).toEqual(answerOf(whole.night));
  });
});

describe("the repair of a night with rules", () => {
  it("tells what a whole audit with those rules would have told, by both versions", async () => {
    const change = { fingerprintRules: [rule], pageSize: 7 };
    const { store } = await auditedWith(brokenOff, change);
    const { after } = await repair(aCloud(), store, change);
    expect(toldIn(store, after)).toMatchObject({
      ...{ findings: [currentVersion([rule])], groups: ["v2", currentVersion([rule])] },
    });
    expect(answerOf(after)).toEqual(answerOf(await audit(aCloud(), memoryStore(), change)));
  });

  it("gives up the version of rules that changed since, in scopes that were read again and in others", async () => {
    const { store } = await auditedWith(brokenOff, { fingerprintRules: [rule], pageSize: 7 });
    const { after } = await repair(aCloud(), store, { fingerprintRules: [other], pageSize: 7 });
    expect(toldIn(store, after)).toEqual({
      findings: ["v2", currentVersion([rule])],
      groups: ["v2"],
      versions: [{ version: "v2", since: "2026-11-21" }],
    });
    expectSound(store, after);
  });
});
