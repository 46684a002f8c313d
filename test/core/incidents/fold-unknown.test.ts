import { describe, expect, it } from "vitest";
import { foldNight } from "../../../lib/core/incidents/fold.ts";
import type { SightedSignals } from "../../../lib/core/incidents/sighting.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import type { Incidents } from "../../../lib/core/schema/incidents.ts";
import type { Severity, Signal, Signals } from "../../../lib/core/schema/signals.ts";
import { aGroup } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const { family: _, ...place } = aScope;

function nightAt(index: number): string {
  return shiftNight("2026-09-01", index);
}

function subject(fingerprint: string) {
  return { rule: "group.new", ...place, operation: null, fingerprint } as const;
}

function groupSignal(fingerprint: string, severity: Severity, size: number): Signal {
  return { ...subject(fingerprint), severity, evidence: aGroup({ fingerprint, after: size }) };
}

const quiet: SightedSignals = { signals: [], warm: [], blind: [] };

/** The states behind each night. */
function foldAll(nights: readonly SightedSignals[]): readonly Incidents[] {
  const states: Incidents[] = [];
  for (const [index, signals] of nights.entries()) {
    const diff = { family: "pic", night: nightAt(index), manifest: `m${index}`, signals } as const;
    states.push(foldNight(states.at(-1) ?? null, diff, { repeatNights: 7 }));
  }
  return states;
}

function lastOf(nights: readonly SightedSignals[]): Incidents {
  const state = foldAll(nights).at(-1);
  if (state === undefined) throw new Error("there is no night");
  return state;
}

describe("foldNight(), of what a night cannot say", () => {
  it("ends untold what fingerprints of another version cannot know any more, and no other", () => {
    const spike: Signal = { ...groupSignal("v1:cc", "warning", 5), rule: "rate.spike" };
    const two = { ...quiet, signals: [groupSignal("v1:aa", "warning", 5), spike], version: "v1" };
    const next = { ...quiet, version: "v2" };
    const last = lastOf([two, next, next]);
    expect(last.incidents.map(({ rule, state, toldOn }) => [rule, state, toldOn]).sort()).toEqual([
      ["group.new", "resolved", nightAt(0)],
      ["rate.spike", "resolved", nightAt(2)],
    ]);
    const again = lastOf([two, next, { ...two, signals: [], warm: [subject("v1:aa")] }]);
    expect(again.incidents.find(({ rule }) => rule === "group.new")).toMatchObject({ state: "open", clean: 1 });
  });

  it("tells that it resolved where fingerprints are of the same version", () => {
    const same = { ...quiet, version: "v1" };
    const last = lastOf([{ ...same, signals: [groupSignal("v1:aa", "warning", 5)] }, same, same]);
    expect(last.incidents).toMatchObject([{ state: "resolved", toldOn: nightAt(2) }]);
  });

  it("ends so what came back, too, and nothing that is of no fingerprint", () => {
    const back: Signal = { ...groupSignal("v1:aa", "warning", 5), rule: "group.regressed" };
    const drift: Signal = { ...groupSignal("v1:bb", "warning", 5), rule: "group.new", fingerprint: null };
    const next = { ...quiet, version: "v2" };
    const last = lastOf([{ ...quiet, signals: [back, drift], version: "v1" }, next, next]);
    expect(last.incidents.map(({ rule, toldOn }) => [rule, toldOn]).sort()).toEqual([
      ["group.new", nightAt(2)],
      ["group.regressed", nightAt(0)],
    ]);
  });

  it("tells of what came back while something explained it once nothing does", () => {
    const paused: Signal = {
      ...groupSignal("v1:aa", "warning", 5),
      rule: "queue.paused",
      tag: null,
      fingerprint: null,
    };
    const group = groupSignal("v1:aa", "warning", 5);
    const there = { ...quiet, warm: [subject("v1:aa")] };
    const back = { ...quiet, signals: [group, paused] };
    const states = foldAll([{ ...quiet, signals: [group] }, quiet, quiet, back, there, there, there]);
    const own = states.map((state) => {
      const incident = state.incidents.find(({ rule }) => rule === "group.new");
      return incident?.toldOn === state.night;
    });
    expect(own).toEqual([true, false, true, false, false, true, false]);
  });

  it("knows a scope for blind by its own place, by one around it and by one inside of it", () => {
    const scopes = [place, { ...place, tag: null }, { ...place, queueId: null, tag: null }];
    const others = [
      { ...place, tag: "Other" },
      { ...place, queueId: "p9", tag: null },
      { ...place, region: "ap-x" },
    ];
    const cleanAt = (blind: Signals["blind"][number], of = groupSignal("v1:aa", "warning", 5)) =>
      lastOf([
        { ...quiet, signals: [of] },
        { ...quiet, blind: [blind] },
      ]).incidents.map(({ clean }) => clean);
    expect(scopes.map((scope) => cleanAt(scope))).toEqual([[0], [0], [0]]);
    expect(others.map((scope) => cleanAt(scope))).toEqual([[1], [1], [1]]);
    const wide: Signal = {
      ...groupSignal("v1:aa", "warning", 5),
      rule: "coverage.incomplete",
      queueId: null,
      tag: null,
    };
    expect(cleanAt(place, wide)).toEqual([0]);
    expect(cleanAt({ ...place, bucket: "other-1250000000" }, wide)).toEqual([1]);
  });
});
