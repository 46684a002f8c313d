import { describe, expect, it } from "vitest";
import { foldNight } from "../../../lib/core/incidents/fold.ts";
import { explainedAmong } from "../../../lib/core/incidents/inhibit.ts";
import { openIncident } from "../../../lib/core/incidents/progress.ts";
import type { Incidents } from "../../../lib/core/schema/incidents.ts";
import type { SpikeChange } from "../../../lib/core/schema/regression.ts";
import type { AlertRule, Signal } from "../../../lib/core/schema/signals.ts";
import type { Why, WhyAttribute } from "../../../lib/core/schema/why.ts";
import type { VerdictName } from "../../../lib/core/verdict.ts";
import { aCarried, aDrift, aGroup, aQueueChange, aSlow, aSpike } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const { family: _, ...place } = aScope;
const nowhere = { operation: null, fingerprint: null } as const;

function aSignal(rule: AlertRule, change: Partial<Signal> = {}): Signal {
  return { rule, ...place, ...nowhere, severity: "warning", evidence: aGroup(), ...change };
}

const paused = aSignal("queue.paused", { tag: null, evidence: aQueueChange() });
const group = aSignal("group.new", { fingerprint: "v1:aa" });

function spike(change: Partial<SpikeChange> = {}): Signal {
  return aSignal("rate.spike", { evidence: aSpike(change) });
}

function ruleOn(attribute: WhyAttribute, value: string): Partial<SpikeChange> {
  const rule = { conditions: [{ attribute, value }], failed: 300, expected: 0, excess: 300, coverage: 0.9 };
  const why: Why = { extra: 320, nights: [], rule, attributes: [], mix: null, sampled: false };
  return { why };
}

function nightOf(
  state: Incidents | null,
  date: string,
  signals: readonly Signal[],
  warm: readonly Signal[] = [],
): Incidents {
  const subjects = warm.map(({ severity: _severity, evidence: _evidence, ...subject }) => subject);
  const told = { signals: [...signals], warm: subjects, blind: [] };
  return foldNight(state, { family: "pic", night: date, manifest: date, signals: told }, { repeatNights: 7 });
}

/** Rules of what is inhibited, and of what by. */
function inhibited(signals: readonly Signal[]): readonly string[] {
  const { incidents } = nightOf(null, "2026-11-21", signals);
  const ruleOf = new Map(incidents.map(({ id, rule }) => [id, rule]));
  return incidents
    .flatMap(({ rule, inhibitedBy }) => (inhibitedBy === null ? [] : [`${rule} by ${ruleOf.get(inhibitedBy)}`]))
    .sort();
}

describe("explainedAmong()", () => {
  const ofJobs: readonly AlertRule[] = [
    "duration.slow",
    "group.new",
    "group.regressed",
    "jobs.stuck",
    "rate.drift",
    "rate.spike",
  ];

  it.each(ofJobs)("lets a paused queue explain %s of its jobs", (rule) => {
    expect(inhibited([aSignal(rule), paused])).toEqual([`${rule} by queue.paused`]);
  });

  it.each(["coverage.incomplete", "jobs.vanished", "jobs.failed-late", "queue.callback-off"] as const)(
    "does not let it explain %s",
    (rule) => {
      expect(inhibited([aSignal(rule), paused])).toEqual([]);
    },
  );

  it("lets a queue explain nothing of another queue, bucket or region", () => {
    const others = [{ queueId: "p2" }, { bucket: "other-1250000000" }, { region: "ap-beijing" }];
    expect(inhibited([paused, ...others.map((other) => aSignal("jobs.stuck", other))])).toEqual([]);
  });

  it("takes time that grows with the incidents and not with their square", () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ queueId: `p${index}` }));
    const all = many.flatMap((other) => [{ ...spike(), ...other }, aSignal("jobs.stuck", other)]);
    const before = process.cpuUsage();
    expect(inhibited([...all, { ...paused, queueId: "p7" }])).toHaveLength(2);
    const used = process.cpuUsage(before);
    expect((used.user + used.system) / 1_000).toBeLessThan(5_000);
  });

  it("lets a queue that is gone explain as one that is paused", () => {
    expect(inhibited([aSignal("jobs.stuck"), aSignal("queue.gone", { tag: null })])).toEqual([
      "jobs.stuck by queue.gone",
    ]);
  });

  it("names one cause where two are as good, the same in whatever order", () => {
    const gone = aSignal("queue.gone", { tag: null });
    const causes = [
      [paused, gone],
      [gone, paused],
    ].map((both) => inhibited([aSignal("jobs.stuck"), ...both]));
    expect(causes[0]).toHaveLength(1);
    expect(causes[1]).toEqual(causes[0]);
  });

  it("names the same cause however the incidents themselves come", () => {
    const gone = aSignal("queue.gone", { tag: null });
    const [first, second, stuck] = [paused, gone, aSignal("jobs.stuck")].map((each) =>
      openIncident("pic", "2026-11-21", each),
    );
    if (first === undefined || second === undefined || stuck === undefined) throw new Error("three incidents");
    const least = first.id < second.id ? first.id : second.id;
    for (const all of [
      [first, second, stuck],
      [second, first, stuck],
    ])
      expect(explainedAmong(all)(stuck).inhibitedBy).toBe(least);
  });

  it("prefers the queue to the spike", () => {
    expect(inhibited([group, spike(), paused])).toEqual(["group.new by queue.paused", "rate.spike by queue.paused"]);
  });

  it("lets a scope's spike explain the groups, operations and drift that it is made of", () => {
    const operation = aSignal("rate.spike", { operation: "rule:a", evidence: aSpike({ level: "operation" }) });
    const ofGroup = aSignal("rate.spike", { fingerprint: "v1:zz", evidence: aSpike({ level: "group" }) });
    const drift = aSignal("rate.drift", { evidence: aDrift() });
    expect(inhibited([spike(), group, operation, ofGroup, drift])).toEqual([
      ...[
        "group.new by rate.spike",
        "rate.drift by rate.spike",
        "rate.spike by rate.spike",
        "rate.spike by rate.spike",
      ],
    ]);
    expect(inhibited([operation, group])).toEqual([]);
  });

  it("leaves jobs that failed late their own incident: they are of earlier nights", () => {
    const late = aCarried({ outcome: "failed", verdict: "failed" });
    expect(inhibited([spike(), aSignal("jobs.failed-late", { evidence: late })])).toEqual([]);
  });

  it("lets it explain nothing of another tag, nor what no rate is about", () => {
    const slow = aSignal("duration.slow", { evidence: aSlow() });
    expect(inhibited([spike(), { ...group, tag: "ImageInspect" }, slow, aSignal("jobs.stuck")])).toEqual([]);
  });

  it.each([
    { after: 400, by: ["group.new by rate.spike"] },
    { after: 401, by: [] },
  ])("of a group of $after jobs, with 320 failures too many: $by", ({ after, by }) => {
    expect(inhibited([spike(), { ...group, evidence: aGroup({ after }) }])).toEqual(by);
  });

  it("leaves jobs that are in no failure rate their own incident, be they hidden failures or in an unknown state", () => {
    const evidence = (verdict: VerdictName) => aGroup({ after: 3, verdict });
    const groups = (["hidden-failure", "unrecognised"] as const).map((verdict) => ({
      ...group,
      evidence: evidence(verdict),
    }));
    expect(groups.map((each) => inhibited([spike(), each]))).toEqual([[], []]);
  });

  it("takes a group whose number is not known as covered", () => {
    expect(inhibited([spike(), { ...group, evidence: aGroup({ after: null }) }])).toHaveLength(1);
  });

  it("covers nothing where the excess is not known", () => {
    expect(inhibited([spike({ excess: null }), group])).toEqual([]);
  });

  it.each([
    ["code", "ImageTooLarge", true],
    ["code", "DownloadFailed", false],
    ["fingerprint", "v1:aa", true],
    ["fingerprint", "v1:bb", false],
    ["operation", "imageMogr2/rotate", true],
    ["operation", "imageMogr2/format", false],
    ["prefix", "uploads/heic/", true],
  ] as const)("where the spike is of %s %s, explains the group: %s", (attribute, value, isCovered) => {
    const operation = { templateId: null, templateName: null, rule: "imageMogr2/rotate/90" };
    const of = { ...group, evidence: aGroup({ operation }) };
    expect(inhibited([spike(ruleOn(attribute, value)), of])).toHaveLength(isCovered ? 1 : 0);
  });

  it("speaks against no group where it is of no rule", () => {
    const why: Why = { extra: 320, nights: [], rule: null, attributes: [], mix: null, sampled: false };
    expect(inhibited([spike({ why }), group])).toHaveLength(1);
  });

  it("takes a group of several operations as covered by any", () => {
    expect(inhibited([spike(ruleOn("operation", "imageMogr2/format")), group])).toHaveLength(1);
  });
});

describe("an inhibited incident", () => {
  it("is recorded and not told, and told once nothing explains it any more", () => {
    const first = nightOf(null, "2026-11-21", [paused, group]);
    const own = (state: Incidents) => state.incidents.find(({ rule }) => rule === "group.new");
    const change = (state: Incidents) => state.events.find(({ incident }) => incident === own(state)?.id)?.change;
    expect(own(first)).toMatchObject({ toldOn: null, toldSize: null });
    expect(change(first)).toBe("opened");
    const second = nightOf(first, "2026-11-22", [], [group]);
    expect([change(second), own(second)?.toldOn]).toEqual(["continued", null]);
    const third = nightOf(second, "2026-11-23", [], [group]);
    expect([change(third), own(third)]).toMatchObject([
      "opened",
      { toldOn: "2026-11-23", inhibitedBy: null, openedOn: "2026-11-21" },
    ]);
    expect(change(nightOf(third, "2026-11-24", [], [group]))).toBe("continued");
  });

  it("that became more severe meanwhile is told of as that once nothing explains it, and once", () => {
    const severe = { ...group, severity: "critical" } as const;
    const stuck = { ...group, rule: "jobs.stuck", fingerprint: null } as const;
    const own = ({ incidents }: Incidents) => incidents.find(({ rule }) => rule === "group.new");
    const change = (state: Incidents) => state.events.find(({ incident }) => incident === own(state)?.id)?.change;
    const first = nightOf(null, "2026-11-21", [group]);
    expect(own(first)).toMatchObject({ toldOn: "2026-11-21", toldSeverity: "warning" });
    const second = nightOf(first, "2026-11-22", [paused, severe]);
    expect([change(second), own(second)]).toMatchObject(["changed", { toldOn: "2026-11-21", severity: "critical" }]);
    const third = nightOf(second, "2026-11-23", [severe, stuck], [paused]);
    expect([change(third), own(third)?.toldOn]).toEqual(["continued", "2026-11-21"]);
    const freed = nightOf(nightOf(third, "2026-11-24", [severe]), "2026-11-25", [severe]);
    expect([change(freed), own(freed)]).toMatchObject([
      "changed",
      { toldOn: "2026-11-25", toldSeverity: "critical", inhibitedBy: null },
    ]);
    expect(change(nightOf(freed, "2026-11-26", [severe]))).toBe("continued");
  });

  it("that resolves untold is not told of at all", () => {
    const first = nightOf(null, "2026-11-21", [paused, group]);
    const last = nightOf(nightOf(first, "2026-11-22", [], [paused]), "2026-11-23", [], [paused]);
    const own = last.incidents.find(({ rule }) => rule === "group.new");
    expect(own).toMatchObject({ state: "resolved", toldOn: null });
    expect(last.events.map(({ incident, change }) => [incident, change])).toContainEqual([own?.id, "resolved"]);
  });
});
