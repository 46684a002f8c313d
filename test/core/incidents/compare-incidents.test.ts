import { describe, expect, it } from "vitest";
import { compareWorst } from "../../../cli/list-incidents.ts";
import type { StandingIncident } from "../../../cli/read-standing.ts";
import { dueItems } from "../../../lib/core/alerts/due-items.ts";
import { compareIncidents } from "../../../lib/core/incidents/compare-incidents.ts";
import { openIncident } from "../../../lib/core/incidents/progress.ts";
import type { Incidents } from "../../../lib/core/schema/incidents.ts";
import type { Signal } from "../../../lib/core/schema/signals.ts";
import { aCoverage, aGroup, aQueueChange, aSpike } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const { family: _, ...place } = aScope;
const night = "2026-11-21";

function incident(signal: Omit<Partial<Signal>, "evidence"> & Pick<Signal, "rule" | "evidence">): StandingIncident {
  const whole = { ...place, operation: null, fingerprint: null, severity: "warning", ...signal } as const;
  return { ...openIncident("pic", night, whole), toldOn: night, silence: null };
}

const order = [
  incident({ rule: "queue.gone", severity: "critical", evidence: aQueueChange({ change: "gone" }) }),
  incident({ rule: "coverage.incomplete", evidence: aCoverage() }),
  incident({ rule: "rate.spike", queueId: "p2", evidence: aSpike({ excess: 400 }) }),
  incident({ rule: "rate.spike", queueId: "p1", evidence: aSpike({ excess: 300 }) }),
  incident({ rule: "group.new", fingerprint: "v1:aa", evidence: aGroup() }),
  incident({ rule: "group.new", fingerprint: "v1:bb", evidence: aGroup() }),
  incident({ rule: "queue.paused", evidence: aQueueChange() }),
  incident({ rule: "queue.paused", queueId: "pz", evidence: aQueueChange() }),
];

describe("compareIncidents()", () => {
  it("puts the most severe first, then by rule, the largest, and what they are of", () => {
    expect([...order].reverse().sort(compareIncidents)).toEqual(order);
  });

  it("says the same of two from either side", () => {
    for (const [at, earlier] of order.entries())
      for (const later of order.slice(at + 1)) {
        expect(compareIncidents(earlier, later)).toBeLessThan(0);
        expect(compareIncidents(later, earlier)).toBeGreaterThan(0);
      }
    for (const each of order) expect(compareIncidents(each, each)).toBe(0);
  });

  it("is one order for lists and for messages", () => {
    const state: Incidents = {
      ...{ schema: "job-audit/incidents/v1", family: "pic", night, folded: [] },
      incidents: [...order],
      events: order.map(({ id }) => ({ id, incident: id, change: "opened" as const })).reverse(),
    };
    const told = dueItems(state, []).items.map((item) => item.incident);
    expect(told).toEqual(order);
    expect([...order].reverse().sort(compareWorst)).toEqual(told);
  });
});
