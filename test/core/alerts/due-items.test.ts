import { describe, expect, it } from "vitest";
import { dueItems } from "../../../lib/core/alerts/due-items.ts";
import { openIncident } from "../../../lib/core/incidents/progress.ts";
import type { Incident, IncidentChange, Incidents } from "../../../lib/core/schema/incidents.ts";
import type { Severity } from "../../../lib/core/schema/signals.ts";
import { aGroup } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const night = "2026-11-21";

function incident(fingerprint: string, severity: Severity, change: Partial<Incident> = {}): Incident {
  const { family: _, ...place } = aScope;
  const opened = openIncident("pic", night, {
    rule: "group.new",
    ...place,
    operation: null,
    fingerprint,
    severity,
    evidence: aGroup(),
  });
  return { ...opened, toldOn: night, ...change };
}

function state(all: readonly (readonly [Incident, IncidentChange])[]): Incidents {
  return {
    ...{ schema: "job-audit/incidents/v1", family: "pic", night, folded: [] },
    incidents: all.map(([each]) => each),
    events: all.map(([{ id }, change]) => ({ id: `event of ${id}`, incident: id, change })),
  };
}

describe("dueItems()", () => {
  it("gives what is to be told in this night, the most severe first, and what is over last", () => {
    const all = [
      [incident("v1:d", "critical", { state: "resolved" }), "resolved"],
      [incident("v1:b", "info"), "opened"],
      [incident("v1:c", "critical"), "changed"],
      [incident("v1:a", "info"), "reminded"],
    ] as const;
    const { items } = dueItems(state(all), []);
    expect(items.map(({ change, incident: { fingerprint } }) => [change, fingerprint])).toEqual([
      ...[
        ["changed", "v1:c"],
        ["reminded", "v1:a"],
        ["opened", "v1:b"],
        ["resolved", "v1:d"],
      ],
    ]);
    expect(items[0]?.id).toBe(`event of ${items[0]?.incident.id}`);
  });

  it("puts what was not seen and rates before groups where they are as severe", () => {
    const rules = ["queue.paused", "group.new", "jobs.stuck", "rate.spike", "coverage.incomplete"] as const;
    const all = rules.map((rule) => [incident("v1:a", "warning", { id: rule, rule }), "opened"] as const);
    expect(dueItems(state(all), []).items.map(({ incident: { rule } }) => rule)).toEqual([
      ...["coverage.incomplete", "rate.spike", "group.new", "jobs.stuck", "queue.paused"],
    ]);
  });

  it("leaves out what goes on, what is explained, what is silenced, and what resolved untold", () => {
    const all = [
      [incident("v1:a", "info", { toldOn: "2026-11-20" }), "continued"],
      [incident("v1:b", "info", { toldOn: null, inhibitedBy: "x" }), "opened"],
      [incident("v1:c", "info", { toldOn: null, state: "resolved" }), "resolved"],
      [incident("v1:d", "info"), "opened"],
      [incident("v1:e", "info", { toldOn: null, inhibitedBy: "x" }), "continued"],
    ] as const;
    const silences = [{ match: { fingerprint: "v1:d" }, reason: "known", owner: "wei", until: night }];
    expect(dueItems(state(all), silences)).toEqual({ items: [], silenced: 1, inhibited: 1 });
  });

  it("tells of what goes on in the first night in which it is silenced no more", () => {
    const goes = incident("v1:a", "info", { toldOn: "2026-11-18" });
    const explained = incident("v1:b", "info", { toldOn: "2026-11-18", inhibitedBy: "x" });
    const folded = ["2026-11-21", "2026-11-19"].map((each) => ({ night: each, manifest: each }));
    const all = {
      ...state([
        [goes, "continued"],
        [explained, "continued"],
      ]),
      folded,
    };
    const until = (end: string) => [{ match: { rule: "group.new" }, reason: "known", owner: "wei", until: end }];
    for (const end of ["2026-11-19", "2026-11-20"]) {
      const { items, silenced } = dueItems(all, until(end));
      expect([items.map(({ id, change }) => [id, change]), silenced]).toEqual([
        [[`event of ${goes.id}`, "reminded"]],
        0,
      ]);
    }
    for (const end of ["2026-11-18", night]) expect(dueItems(all, until(end)).items).toEqual([]);
    expect(dueItems({ ...all, folded: folded.slice(0, 1) }, until("2026-11-20")).items).toEqual([]);
  });

  it("passes over an event of an incident that is not there", () => {
    expect(dueItems({ ...state([[incident("v1:a", "info"), "opened"]]), incidents: [] }, []).items).toEqual([]);
  });
});
