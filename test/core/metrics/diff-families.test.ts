import { describe, expect, it } from "vitest";
import { diffFamilies } from "../../../lib/core/metrics/diff-families.ts";
import type { DiffHeadline } from "../../../lib/core/schema/diff.ts";
import type { Incident } from "../../../lib/core/schema/incidents.ts";
import { alertRules, severities } from "../../../lib/core/schema/signals.ts";
import { mislabelled, valuesOf } from "./families.ts";

const groups = { new: 3, regressed: 1, updated: 0, unchanged: 7, absent: 2, unknown: 0 };
const carried = {
  ...{ "still-open": 4, "not-seen": 0, changed: 0, failed: 1, succeeded: 5 },
  ...{ retried: 0, "hidden-failure": 0, cancelled: 0, vanished: 2, unrecognised: 0 },
};
const rates = { tested: 9, tooFew: 1, spikes: 2, drifts: 0, slow: 1 };

function aHeadline(change: Partial<DiffHeadline> = {}): DiffHeadline {
  const none = { before: 0, after: 0 };
  return {
    ...{ worse: 6, groups, carried, queues: 2, rates, failed: none, ended: none },
    inputs: { failedAgain: 0, recovered: null },
    scopes: { complete: 1, incomplete: 0, gone: 0, notAudited: 0, withoutBaseline: 0 },
    ...change,
  };
}

function anIncident(change: Pick<Incident, "rule" | "severity"> & Partial<Incident>): Incident {
  return { state: "open", ...change } as Incident;
}

function measured(headline: DiffHeadline, incidents: readonly Incident[] | null) {
  const standing = incidents === null ? null : { incidents: [...incidents] };
  return diffFamilies({ diff: { family: "pic", headline }, revision: 2, incidents: standing });
}

describe("diffFamilies()", () => {
  it("tells what the headline counts", () => {
    const families = measured(aHeadline(), null);
    expect(valuesOf(families, "job_audit_diff_revision", "family")).toEqual({ pic: 2 });
    expect(valuesOf(families, "job_audit_diff_worse", "family")).toEqual({ pic: 6 });
    expect(valuesOf(families, "job_audit_diff_groups", "state")).toEqual(groups);
    expect(valuesOf(families, "job_audit_diff_carried_jobs", "outcome")).toEqual(carried);
    expect(valuesOf(families, "job_audit_diff_rate_changes", "kind")).toEqual({ spike: 2, drift: 0, slow: 1 });
    expect(valuesOf(families, "job_audit_diff_queue_changes", "family")).toEqual({ pic: 2 });
    expect(mislabelled(families)).toEqual([]);
  });

  it("tells nothing of rates that were not judged, and of incidents that were not kept", () => {
    const families = measured(aHeadline({ rates: null }), null);
    expect(valuesOf(families, "job_audit_diff_rate_changes", "kind")).toEqual({});
    expect(families.some(({ name }) => name === "job_audit_incidents_open")).toBe(false);
  });

  it("counts open incidents by rule and severity, those that come and go among them, and 0 where there are none", () => {
    const families = measured(aHeadline(), [
      anIncident({ rule: "rate.spike", severity: "critical" }),
      anIncident({ rule: "rate.spike", severity: "critical", state: "flapping" }),
      anIncident({ rule: "queue.gone", severity: "warning" }),
      anIncident({ rule: "group.new", severity: "critical", state: "resolved" }),
    ]);
    const open = valuesOf(families, "job_audit_incidents_open", "rule", "severity");
    expect(Object.keys(open)).toHaveLength(alertRules.length * severities.length);
    expect(Object.entries(open).filter(([, value]) => value > 0)).toEqual([
      ["rate.spike/critical", 2],
      ["queue.gone/warning", 1],
    ]);
    expect(mislabelled(families)).toEqual([]);
  });
});
