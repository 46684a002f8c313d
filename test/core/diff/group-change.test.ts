import { describe, expect, it } from "vitest";
import type { ComparedScope } from "../../../lib/core/diff/compared-scopes.ts";
import { type GroupSightings, groupChange } from "../../../lib/core/diff/group-change.ts";
import type { Group } from "../../../lib/core/schema/group.ts";
import type { Coverage } from "../../../lib/core/schema/regression.ts";
import { aScope } from "../../fakes/samples.ts";

const names = { night: "2026-11-21", history: ["2026-11-20", "2026-11-19", "2026-11-18"] };

function aGroup(change: Partial<Group> = {}): Group {
  return {
    ...{ ...aScope, schema: "job-audit/group/v1", fingerprint: "v1:a", verdict: "failed", code: "TooLarge" },
    ...{ message: "too large", operation: null, jobs: 5, samples: ["j1"] },
    ...{ distinctMessages: 1, overGrouped: false },
    ...{ firstCreatedAt: "2026-11-20T17:00:00.000Z", lastCreatedAt: "2026-11-20T18:00:00.000Z", ...change },
  };
}

function compared(change: Partial<ComparedScope> = {}): ComparedScope {
  const earlier: Coverage[] = ["complete", "complete", "complete"];
  return { scope: aScope, coverage: "complete", earlier, baseline: 0, ...change };
}

function change(sightings: Partial<GroupSightings>, scope: Partial<ComparedScope> = {}, nights = names) {
  const nowhere = { now: null, hanging: null, earlier: [null, null, null], isCodeKnown: () => false };
  return groupChange(compared(scope), { ...nowhere, ...sightings }, nights);
}

describe("groupChange()", () => {
  it("says all of a group that came up", () => {
    const operation = { templateId: "t1", templateName: null, rule: null };
    expect(change({ now: aGroup({ operation }) })).toEqual({
      ...{ schema: "job-audit/regression/v1", kind: "group", ...aScope, fingerprint: "v1:a" },
      ...{ worse: true, baselineState: "new", baseline: "2026-11-20" },
      ...{ verdict: "failed", code: "TooLarge", message: "too large", operation, before: 0, after: 5 },
      ...{ firstSeen: "2026-11-21", lastSeen: "2026-11-21", samples: ["j1"] },
      ...{ knownCode: false, flapping: false, overGrouped: false },
    });
  });

  it("speaks of a group that is gone in the words of its baseline", () => {
    const before = aGroup({ message: "was too large", samples: ["j0"] });
    expect(change({ earlier: [before, null, aGroup()] })).toMatchObject({
      ...{ worse: false, baselineState: "absent", message: "was too large", before: 5, after: 0, samples: ["j0"] },
      ...{ firstSeen: "2026-11-18", lastSeen: "2026-11-20" },
    });
  });

  it("says nothing of a group that neither the night nor its baseline has", () => {
    expect(change({ earlier: [null, aGroup(), null] })).toBeNull();
    expect(change({ earlier: [aGroup(), null, null] }, { baseline: null })).toBeNull();
    expect(change({ hanging: { jobs: 2, unseen: 0 } })).toBeNull();
  });

  it("compares with the night that is the scope's baseline, not with the newest", () => {
    const earlier = [aGroup({ jobs: 3 }), aGroup({ jobs: 4 }), null];
    const scope = { earlier: ["incomplete", "complete", "complete"] as const, baseline: 1 };
    expect(change({ now: aGroup(), earlier }, scope)).toMatchObject({
      ...{ baselineState: "updated", baseline: "2026-11-19", before: 4, after: 5 },
      ...{ firstSeen: "2026-11-19", lastSeen: "2026-11-21" },
    });
  });

  it("knows no number of before where there is no baseline", () => {
    const scope = { earlier: ["not-audited", "not-audited", "not-audited"] as const, baseline: null };
    expect(change({ now: aGroup() }, scope)).toMatchObject({
      ...{ worse: false, baselineState: "new", baseline: null, before: null, after: 5 },
    });
  });

  it("calls no number of jobs 0 where not all was seen", () => {
    const partly = ["incomplete", "complete", "complete"] as const;
    expect(change({ now: aGroup() }, { earlier: partly })).toMatchObject({ baselineState: "unknown", before: null });
    const gone = change({ earlier: [aGroup(), null, null] }, { coverage: "incomplete" });
    expect(gone).toMatchObject({ baselineState: "unknown", before: 5, after: null });
  });
});

describe("groupChange(), of what is known of a group beside its numbers", () => {
  it("says whether its code was known", () => {
    const isCodeKnown = ({ code }: Group) => code === "TooLarge";
    expect(change({ now: aGroup(), isCodeKnown })?.knownCode).toBe(true);
    expect(change({ now: aGroup({ code: "Other" }), isCodeKnown })?.knownCode).toBe(false);
  });

  it("says whether it comes and goes", () => {
    const earlier: Coverage[] = ["complete", "complete", "complete", "complete"];
    const sightings = { now: aGroup(), earlier: [null, aGroup(), null, aGroup()] };
    expect(change(sightings, { earlier })?.flapping).toBe(true);
    expect(change(sightings, { earlier, coverage: "incomplete" })?.flapping).toBe(false);
  });

  it("says whether it may hold several kinds, and no where its row is from before that was counted", () => {
    expect(change({ now: aGroup({ overGrouped: true }) })?.overGrouped).toBe(true);
    const { overGrouped: _, ...old } = aGroup();
    expect(change({ now: old as Group })?.overGrouped).toBe(false);
  });
});

describe("groupChange() of jobs that hang still", () => {
  const earlier = [aGroup(), null, null];

  it("counts them as the night's, which has seen them", () => {
    const hangs = change({ earlier, hanging: { jobs: 2, unseen: 0 } });
    expect(hangs).toMatchObject({ baselineState: "updated", before: 5, after: 2, lastSeen: "2026-11-21" });
  });

  it("knows no number where some could not be seen again", () => {
    expect(change({ earlier, hanging: { jobs: 5, unseen: 1 } })).toMatchObject({
      ...{ baselineState: "unknown", after: null, lastSeen: "2026-11-21" },
    });
  });

  it("counts the night's own jobs where it has some", () => {
    expect(change({ now: aGroup({ jobs: 7 }), earlier, hanging: { jobs: 2, unseen: 1 } })).toMatchObject({
      ...{ baselineState: "updated", after: 7 },
    });
  });
});

describe("groupChange() against a night that was chosen by hand", () => {
  it("goes by dates where the baseline is the later night", () => {
    const nights = { night: "2026-11-21", history: ["2026-11-25"] };
    const scope = { earlier: ["complete"] as const };
    expect(change({ now: aGroup(), earlier: [aGroup()] }, scope, nights)).toMatchObject({
      ...{ baseline: "2026-11-25", firstSeen: "2026-11-21", lastSeen: "2026-11-25" },
    });
  });
});
