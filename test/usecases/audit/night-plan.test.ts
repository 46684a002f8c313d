import { describe, expect, it } from "vitest";
import { type NightRequest, planNight, previousScopes } from "../../../lib/usecases/audit/night-plan.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { aManifest } from "../../fakes/a-manifest.ts";

const request: NightRequest = {
  name: { family: "pic", date: "2026-11-22" },
  timeZone: "Asia/Shanghai",
  settleMs: 7_200_000,
  settingsDigest: "ab".repeat(32),
  fingerprintRules: [],
};

function nightBefore(change: Partial<CommittedNight["manifest"]>, sha256 = "cd".repeat(32)): CommittedNight {
  const manifest = aManifest(change);
  return {
    key: "v1/commits/family=pic/date=2026-11-21/r0001.json",
    manifest,
    commit: {
      schema: "job-audit/commit/v1",
      family: "pic",
      night: manifest.night,
      revision: 1,
      status: "complete",
      manifest: `v1/manifests/${sha256}`,
      manifestSha256: sha256,
      replaces: null,
      committedAt: "2026-11-21T18:30:00.000Z",
    },
  };
}

function spanOf(
  change: Partial<NightRequest>,
  previous: CommittedNight | null = null,
  next: CommittedNight | null = null,
): string[] {
  const { span } = planNight({ ...request, ...change }, { previous, newest: previous, next, inputs: [] });
  return [new Date(span.from).toISOString(), new Date(span.to).toISOString()];
}

const alone = { previous: null, newest: null, next: null, inputs: [] };

describe("planNight()", () => {
  it.each([
    ["2026-11-22T05:00:00.000Z", "America/New_York"],
    ["2026-11-22T16:00:00.000Z", "Asia/Shanghai"],
    ["2026-11-23T05:00:00.000Z", "Asia/Shanghai"],
  ])("ends at %s where the night after, committed first, begins, in %s too", (from, timeZone) => {
    const next = nightBefore({ night: "2026-11-23", span: { from, to: "2026-11-24T05:00:00.000Z" } });
    expect(spanOf({ timeZone }, null, next)[1]).toBe(from);
  });

  it("audits the local day and judges it when it has settled", () => {
    expect(spanOf({})).toEqual(["2026-11-21T16:00:00.000Z", "2026-11-22T16:00:00.000Z"]);
    expect(planNight(request, alone).asOf).toBe(Date.parse("2026-11-22T18:00:00Z"));
  });

  it("begins where the night before ended, whatever zone that one was in", () => {
    const east = nightBefore({ span: { from: "2026-11-19T15:00:00.000Z", to: "2026-11-20T15:00:00.000Z" } });
    const west = nightBefore({ span: { from: "2026-11-21T05:00:00.000Z", to: "2026-11-22T05:00:00.000Z" } });
    expect(spanOf({}, east)[0]).toBe("2026-11-20T15:00:00.000Z");
    expect(spanOf({}, west)[0]).toBe("2026-11-22T05:00:00.000Z");
  });

  it("begins at its own midnight where the night before is missing", () => {
    const older = nightBefore({
      night: "2026-11-20",
      span: { from: "2026-11-18T15:00:00.000Z", to: "2026-11-19T15:00:00.000Z" },
    });
    expect(spanOf({}, older)[0]).toBe("2026-11-21T16:00:00.000Z");
  });

  it("never ends before it begins, however far the zone moved east", () => {
    const samoa = nightBefore({ span: { from: "2026-11-21T11:00:00.000Z", to: "2026-11-22T11:00:00.000Z" } });
    expect(spanOf({ timeZone: "Pacific/Kiritimati" }, samoa)).toEqual([
      "2026-11-22T11:00:00.000Z",
      "2026-11-22T11:00:00.000Z",
    ]);
  });

  it("names the run by what is audited", () => {
    const runOf = (
      change: Partial<NightRequest>,
      previous: CommittedNight | null = null,
      ...inputs: readonly CommittedNight[]
    ) => planNight({ ...request, ...change }, { previous, newest: previous, next: null, inputs }).runId;
    const before = nightBefore({ night: "2026-11-20" });
    const after = nightBefore({ night: "2026-11-23" }, "ef".repeat(32));
    const runs = [
      runOf({}),
      runOf({ name: { family: "pic", date: "2026-11-23" } }),
      runOf({ timeZone: "Asia/Tokyo" }),
      runOf({ settleMs: 0 }),
      runOf({ settingsDigest: "ef".repeat(32) }),
      runOf({}, nightBefore({ night: "2026-11-20" })),
      runOf({}, nightBefore({ night: "2026-11-20" }, "ef".repeat(32))),
      runOf({}, before, before),
      runOf({}, before, before, after),
      runOf({}, before, after),
    ];
    expect(new Set(runs).size).toBe(runs.length);
    expect(runOf({})).toBe(runs[0]);
    expect(runs[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("planNight(), of fingerprints", () => {
  const newest = nightBefore({ night: "2026-11-01", fingerprints: [{ version: "v1", since: "2026-10-01" }] });

  it("goes on with the versions of the newest night, however far back", () => {
    const { fingerprints } = planNight(request, { ...alone, newest });
    expect(fingerprints.versions).toEqual([
      { version: "v1", since: "2026-10-01" },
      { version: "v2", since: "2026-11-22" },
    ]);
    expect(fingerprints.scheme.written).toEqual(["v1", "v2"]);
  });

  it("makes another run where other versions are written, by the night before or by rules", () => {
    const rule = { kind: "merge", patterns: ["timed out"], as: "slow", code: null, reason: "one cause" } as const;
    const runs = [
      planNight(request, alone).runId,
      planNight(request, { ...alone, newest }).runId,
      planNight({ ...request, fingerprintRules: [rule] }, alone).runId,
    ];
    expect(new Set(runs).size).toBe(3);
  });
});

describe("planNight(), of the nights it heeds", () => {
  it("keeps them as they are given", () => {
    const inputs = [nightBefore({ night: "2026-11-20" }), nightBefore({ night: "2026-11-23" })];
    expect(planNight(request, { ...alone, inputs }).inputs).toEqual(inputs);
  });
});

describe("planNight(), of nights that are out of reach or damaged", () => {
  it("keeps them as they are given, and has none of its own", () => {
    const outdated = [nightBefore({ night: "2026-11-14" })];
    const what = { cause: "report-damaged", detail: "x", requestId: null, evidence: null } as const;
    const damaged = [{ region: "r", bucket: null, queueId: null, tag: null, from: 0, to: 1_000, ...what }];
    expect(planNight(request, { ...alone, outdated, damaged })).toMatchObject({ outdated, damaged });
    expect(planNight(request, alone)).toMatchObject({ outdated: [], damaged: [] });
  });
});

describe("previousScopes()", () => {
  it("are those of the night before, also the incomplete ones", () => {
    const scope = { region: "r", bucket: "b", queueId: "q", tag: "t" };
    const scopes = [{ ...scope, origin: "previous-night", complete: false }] as const;
    expect(previousScopes(planNight(request, { ...alone, previous: nightBefore({ scopes: [...scopes] }) }))).toEqual([
      { scope: { family: "pic", ...scope }, complete: false },
    ]);
    expect(previousScopes(planNight(request, alone))).toEqual([]);
  });
});
