import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FoldedDiff, foldNight } from "../../../lib/core/incidents/fold.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import { type Incidents, incidentsSchema } from "../../../lib/core/schema/incidents.ts";
import type { Severity, Signal, Signals } from "../../../lib/core/schema/signals.ts";
import { aGroup } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";
import { modelOf, type Sight } from "./fold-model.ts";

const { family: _, ...place } = aScope;
const repeatNights = 7;
const first = "2026-09-01";

function nightAt(index: number): string {
  return shiftNight(first, index);
}

function subject(fingerprint: string) {
  return { rule: "group.new", ...place, operation: null, fingerprint } as const;
}

function groupSignal(fingerprint: string, severity: Severity, size: number): Signal {
  return { ...subject(fingerprint), severity, evidence: aGroup({ fingerprint, after: size }) };
}

type NightSignals = Pick<Signals, "signals" | "warm" | "blind">;

const quiet: NightSignals = { signals: [], warm: [], blind: [] };

function signalsOfSight(sight: Sight, fingerprint = "v1:aa"): NightSignals | null {
  switch (sight.kind) {
    case "fire":
      return { ...quiet, signals: [groupSignal(fingerprint, sight.severity, sight.size)] };
    case "warm":
      return { ...quiet, warm: [subject(fingerprint)] };
    case "blind":
      return { ...quiet, blind: [{ ...place, tag: null }] };
    case "clean":
      return quiet;
    case "unreadable":
      return null;
  }
}

function diffAt(index: number, signals: NightSignals | null): FoldedDiff {
  return { family: "pic", night: nightAt(index), manifest: `m${index}`, signals };
}

/** The states behind each night; a night that is null has no diff. */
function foldAll(nights: readonly (NightSignals | null | undefined)[]): readonly (Incidents | null)[] {
  let state: Incidents | null = null;
  return nights.map((signals, index) => {
    if (signals === undefined) return null;
    state = foldNight(state, diffAt(index, signals), { repeatNights });
    return state;
  });
}

function lastOf(nights: readonly (NightSignals | null | undefined)[]): Incidents {
  const state = foldAll(nights).at(-1);
  if (state == null) throw new Error("the last night has no diff");
  expect(incidentsSchema.parse(state)).toEqual(state);
  return state;
}

const fire: Sight = { kind: "fire", severity: "warning", size: 10 };
const clean: Sight = { kind: "clean" };
const warm: Sight = { kind: "warm" };
const blind: Sight = { kind: "blind" };

function told(sights: readonly Sight[]): readonly (string | null)[] {
  return foldAll(sights.map((sight) => signalsOfSight(sight))).map((state) => {
    const changes = state?.events.map(({ change }) => change) ?? [];
    expect(changes.length).toBeLessThan(2);
    return changes[0] ?? null;
  });
}

describe("foldNight()", () => {
  it("opens an incident, goes on with it, and resolves it after two clean nights", () => {
    expect(told([fire, fire, clean, clean, clean])).toEqual(["opened", "continued", null, "resolved", null]);
    const state = lastOf([fire, fire, clean, clean].map((sight) => signalsOfSight(sight)));
    expect(state.incidents).toMatchObject([
      {
        ...subject("v1:aa"),
        state: "resolved",
        openedOn: nightAt(0),
        firingOn: nightAt(1),
        resolvedOn: nightAt(3),
        nights: 2,
        toldOn: nightAt(3),
      },
    ]);
    expect(state.folded.map(({ manifest }) => manifest)).toEqual(["m3", "m2", "m1", "m0"]);
  });

  it("neither resolves nor forgets on nights that are warm or blind, or that nobody can read", () => {
    expect(told([fire, warm, blind, { kind: "unreadable" }, clean, warm, blind, clean])).toEqual([
      ...["opened", "continued", null, null, null, "continued", null, "resolved"],
    ]);
  });

  it("takes it for the same when it comes back within twenty nights, and for another after that", () => {
    const back = (nights: number) => [fire, clean, clean, ...Array.from({ length: nights - 1 }, () => clean), fire];
    expect(told(back(20)).at(-1)).toBe("reopened");
    expect(told(back(21)).at(-1)).toBe("opened");
    const ids = [20, 21].map((nights) =>
      lastOf(back(nights).map((sight) => signalsOfSight(sight))).incidents.map(({ id }) => id),
    );
    expect(ids[0]).toEqual(foldAll([signalsOfSight(fire)])[0]?.incidents.map(({ id }) => id));
    expect(ids[1]).not.toEqual(ids[0]);
  });

  it("takes a group that came back for the one that was new", () => {
    const regressed: Signal = { ...groupSignal("v1:aa", "warning", 5), rule: "group.regressed" };
    const state = lastOf([signalsOfSight(fire), quiet, quiet, { ...quiet, signals: [regressed] }]);
    expect(state.incidents).toMatchObject([
      { rule: "group.new", state: "open", severity: "warning", resolvedOn: null },
    ]);
  });

  it("tells when it became more severe, or at least twice as large as when it was told of", () => {
    const of = (severity: Severity, size: number): Sight => ({ kind: "fire", severity, size });
    expect(told([of("warning", 10), of("critical", 10), of("warning", 10), of("critical", 10)])).toEqual([
      ...["opened", "changed", "continued", "continued"],
    ]);
    expect(
      told([of("warning", 10), of("warning", 19), of("warning", 20), of("warning", 39), of("warning", 40)]),
    ).toEqual([...["opened", "continued", "changed", "continued", "changed"]]);
  });

  it("reminds after as many nights as are set, while it is there", () => {
    const sights = [fire, ...Array.from({ length: 6 }, () => warm), warm, fire];
    expect(told(sights).slice(-3)).toEqual(["continued", "reminded", "continued"]);
    expect(told([fire, ...Array.from({ length: 6 }, () => warm), clean]).at(-1)).toBeNull();
  });

  it("tells once that it comes and goes, then only that it became more severe, until it settles", () => {
    const sights = [fire, clean, fire, clean, fire, clean, { ...fire, severity: "critical" } as const];
    expect(told(sights)).toEqual(["opened", null, "continued", "changed", "continued", null, "changed"]);
    const state = lastOf(sights.map((sight) => signalsOfSight(sight)));
    expect(state.incidents).toMatchObject([{ state: "flapping", switches: [0, 1, 2, 3, 4, 5, 6].map(nightAt) }]);
    const still = [...sights, ...Array.from({ length: 17 }, () => ({ ...fire, severity: "critical" }) as const)];
    expect(told(still).slice(7)).toEqual([...Array.from({ length: 16 }, () => "continued"), "changed"]);
    expect(lastOf(still.map((sight) => signalsOfSight(sight))).incidents).toMatchObject([{ state: "open" }]);
  });

  it("resolves what came and went once it has not for long", () => {
    const sights = [fire, clean, fire, clean, ...Array.from({ length: 17 }, () => clean)];
    expect(told(sights).slice(3)).toEqual(["changed", ...Array.from({ length: 16 }, () => null), "resolved"]);
  });

  it("gives back the state for a night that is in it already", () => {
    const state = lastOf([signalsOfSight(fire), quiet]);
    expect(foldNight(state, diffAt(1, signalsOfSight(fire)), { repeatNights })).toBe(state);
    expect(foldNight(state, diffAt(0, signalsOfSight(fire)), { repeatNights })).toBe(state);
  });

  it("names at most sixty diffs, and events by what they are", () => {
    const state = lastOf(Array.from({ length: 70 }, () => signalsOfSight(fire)));
    expect(state.folded).toHaveLength(60);
    const again = foldAll([signalsOfSight(fire), signalsOfSight(fire)]).map((each) => each?.events[0]?.id);
    expect(new Set(again).size).toBe(2);
  });
});

const severity = fc.constantFrom<Severity>("info", "warning", "critical");
const size = fc.constantFrom(3, 5, 6, 10, 12, 24, 500);
const sight: fc.Arbitrary<Sight> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("fire" as const), severity, size }) },
  { weight: 4, arbitrary: fc.constant(clean) },
  { weight: 1, arbitrary: fc.constant(warm) },
  { weight: 1, arbitrary: fc.constant(blind) },
  { weight: 1, arbitrary: fc.constant<Sight>({ kind: "unreadable" }) },
);
/** Long stretches of one kind, and short ones that come and go. */
const stretch = fc
  .tuple(sight, fc.constantFrom(1, 1, 1, 2, 3, 7, 19, 20, 21))
  .map(([of, times]) => Array<Sight>(times).fill(of));
const history = fc.array(stretch, { minLength: 1, maxLength: 12 }).map((stretches) => stretches.flat());

describe("foldNight() of any history", () => {
  it("does what a model does that looks at the whole history each night", async () => {
    await fc.assert(
      fc.property(history, (sights) => {
        const states = foldAll(sights.map((each) => signalsOfSight(each)));
        const seen = states.map((state) => {
          const [incident] = state?.incidents ?? [];
          return { state: incident?.state ?? null, change: state?.events[0]?.change ?? null };
        });
        expect(seen).toEqual(modelOf(sights, repeatNights));
      }),
      { numRuns: 150 },
    );
  });

  const many = fc.array(fc.record({ a: sight, b: sight, c: sight }), { minLength: 1, maxLength: 30 });

  it("does not depend on the order of a night's signals, and keeps subjects apart", async () => {
    await fc.assert(
      fc.property(many, (nights) => {
        const merge = (of: readonly ("a" | "b" | "c")[]) =>
          nights.map((night): NightSignals => {
            // A blind night would blind all three, and one that nobody can read too.
            const each = of.map(
              (name) =>
                (night[name].kind === "blind" || night[name].kind === "unreadable"
                  ? quiet
                  : signalsOfSight(night[name], `v1:${name}`)) ?? quiet,
            );
            return { ...quiet, signals: each.flatMap(({ signals }) => signals), warm: each.flatMap((one) => one.warm) };
          });
        const together = lastOf(merge(["a", "b", "c"]));
        expect(lastOf(merge(["c", "a", "b"]))).toEqual(together);
        const apart = (["a", "b", "c"] as const).map((name) => lastOf(merge([name])));
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(together.incidents).toEqual(apart.flatMap(({ incidents }) => incidents).sort(byId));
      }),
      { numRuns: 30 },
    );
  });

  it("is the same folded on from any night", async () => {
    await fc.assert(
      fc.property(history, fc.nat(), (sights, cut) => {
        const diffs = sights.map((each, index) => diffAt(index, signalsOfSight(each)));
        const at = cut % diffs.length;
        const fold = (state: Incidents | null, some: readonly FoldedDiff[]) =>
          some.reduce<Incidents | null>((before, diff) => foldNight(before, diff, { repeatNights }), state);
        const kept = fold(null, diffs.slice(0, at));
        expect(fold(JSON.parse(JSON.stringify(kept)), diffs.slice(at))).toEqual(fold(null, diffs));
        expect(fold(kept, diffs)).toEqual(fold(null, diffs));
      }),
      { numRuns: 30 },
    );
  });

  it("takes the most severe of two signals of one subject", () => {
    const two = [groupSignal("v1:aa", "critical", 9), groupSignal("v1:aa", "info", 90)];
    for (const signals of [two, [...two].reverse()]) {
      expect(lastOf([{ ...quiet, signals }]).incidents).toMatchObject([
        { severity: "critical", evidence: { after: 9 } },
      ]);
    }
  });
});
