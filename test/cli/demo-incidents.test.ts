import { describe, expect, it } from "vitest";
import { foundIncidents } from "../../cli/demo-incidents.ts";
import type { AlertMessage } from "../../lib/core/alerts/alert-message.ts";
import { sampleMessage } from "../../lib/core/alerts/sample-message.ts";
import { openIncident } from "../../lib/core/incidents/progress.ts";
import type { Incident, IncidentChange } from "../../lib/core/schema/incidents.ts";
import type { Regression } from "../../lib/core/schema/regression.ts";
import type { AlertRule } from "../../lib/core/schema/signals.ts";
import { aCarried, aGroup, aSpike } from "../fakes/diff-lines.ts";

const place = { region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: "PicProcess" };
const why = {
  ...{ extra: 240, nights: ["2026-11-19"], attributes: [], mix: null, sampled: false },
  rule: {
    conditions: [
      { attribute: "prefix" as const, value: "uploads/heic/" },
      { attribute: "operation" as const, value: "imageMogr2/format" },
    ],
    ...{ failed: 249, expected: 9, excess: 240, coverage: 1 },
  },
};

function incidentOf(rule: AlertRule, evidence: Regression, fingerprint: string | null = null): Incident {
  const subject = { rule, ...place, operation: null, fingerprint };
  return openIncident("pic", "2026-11-20", { ...subject, severity: "warning", evidence });
}

function told(incident: Incident, change: IncidentChange, messages: readonly AlertMessage[] = []) {
  return foundIncidents({ incidents: [incident], events: [{ id: "e1", incident: incident.id, change }] }, messages);
}

const sample = sampleMessage({ at: 0, night: { family: "pic", date: "2026-11-20" }, page: null });

describe("foundIncidents", () => {
  it("names what a spike's failures have in common, when it opens and not when it resolves", () => {
    const spike = incidentOf("rate.spike", aSpike({ why }));
    const found = { rule: "rate.spike", queueId: "p1", tag: "PicProcess", code: null, told: false };
    expect(told(spike, "opened")).toEqual([
      { ...found, change: "opened", why: { prefix: "uploads/heic/", operation: "imageMogr2/format" } },
    ]);
    expect(told(spike, "resolved")).toEqual([{ ...found, change: "resolved", why: null }]);
  });

  it("tells a spike whose failures have nothing in common from one that nobody explained", () => {
    expect(told(incidentOf("rate.spike", aSpike({ why: { ...why, rule: null } })), "opened")).toMatchObject([
      { why: {} },
    ]);
    expect(told(incidentOf("rate.spike", aSpike({ why: null })), "opened")).toMatchObject([{ why: null }]);
  });

  it("names the code of a kind of failure, and of nothing else", () => {
    const group = aGroup({ code: "Bad" });
    expect(told(incidentOf("group.new", group, "v1:aa"), "opened")).toMatchObject([{ code: "Bad", why: null }]);
    expect(told(incidentOf("jobs.stuck", group), "opened")).toMatchObject([{ code: null }]);
    expect(told(incidentOf("jobs.vanished", aCarried()), "opened")).toMatchObject([{ code: null }]);
  });

  it("was told if a message that came has the event", () => {
    const incident = incidentOf("jobs.vanished", aCarried());
    const items = [{ id: "e1", change: "opened" as const, incident }];
    expect(told(incident, "opened", [sample, { ...sample, items }])).toMatchObject([{ told: true }]);
    expect(told(incident, "opened", [sample])).toMatchObject([{ told: false }]);
  });

  it("leaves out that one goes on, and no other change", () => {
    const incident = incidentOf("jobs.vanished", aCarried());
    expect(told(incident, "continued")).toEqual([]);
    for (const change of ["changed", "reminded", "reopened"] as const) {
      expect(told(incident, change)).toMatchObject([{ change }]);
    }
  });
});
