/** diff.json: what a night comes to, out of its lines' counts and both sides' summaries. */

import type { Diff, DiffHeadline, LeftOut, ScopeDiff } from "../schema/diff.ts";
import type { Manifest } from "../schema/manifest.ts";
import type { RateTest } from "../schema/rate-test.ts";
import { scopeKey } from "../scope.ts";
import { type ComparedScope, isComparable, ofBaseline } from "./compared-scopes.ts";
import type { LineCounter } from "./diff-tally.ts";
import type { FactsPair } from "./scope-facts.ts";

export interface DiffParts {
  readonly night: Pick<Manifest, "family" | "night" | "status">;
  /** Names of the nights that it is compared with, newest first. */
  readonly history: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly scopes: readonly ComparedScope[];
  readonly lines: LineCounter;
  /** What rates were tested for; null: they were not judged. */
  readonly tests: readonly Pick<RateTest, "level" | "verdict">[] | null;
  /** Whether the night looked for inputs that recovered since a baseline. */
  readonly recoveriesKnown: boolean;
  factsOf(scope: ComparedScope): FactsPair;
}

export function buildDiff(parts: DiffParts): Diff {
  const { night, history, leftOut, lines } = parts;
  const scopes = parts.scopes.map((scope) => scopeDiff(scope, parts));
  const named = history.map((name) => ({ night: name, scopes: scopes.filter(hasBaseline(name)).length }));
  return {
    schema: "job-audit/diff/v1",
    family: night.family,
    night: night.night,
    status: night.status,
    baselines: named.filter(({ scopes }) => scopes > 0),
    leftOut: [...leftOut],
    headline: headline(parts, scopes),
    worst: [...lines.worst()],
    scopes,
  };
}

function hasBaseline(name: string): (scope: ScopeDiff) => boolean {
  return ({ baseline }) => baseline === name;
}

function scopeDiff(compared: ComparedScope, { history, lines, factsOf }: DiffParts): ScopeDiff {
  const { scope, coverage, baseline } = compared;
  const { before, after } = factsOf(compared);
  const both = isComparable(compared) && before !== null && after !== null;
  const { worse, groups } = lines.of(scopeKey(scope));
  return {
    ...scope,
    baseline: ofBaseline(history, baseline),
    complete: coverage === "complete",
    worse,
    groups,
    failed: both ? { before: before.failed, after: after.failed } : null,
    ended: both ? { before: before.ended, after: after.ended } : null,
  };
}

function headline({ scopes, lines, tests, recoveriesKnown }: DiffParts, told: readonly ScopeDiff[]): DiffHeadline {
  const { worse, groups, carried, works, queues } = lines.whole;
  return {
    worse,
    groups,
    failed: sum(told.map(({ failed }) => failed)),
    ended: sum(told.map(({ ended }) => ended)),
    carried,
    inputs: { failedAgain: works["failed-again"], recovered: recoveriesKnown ? works.recovered : null },
    queues,
    rates: tests && rateCounts(tests, lines),
    scopes: scopeCounts(scopes),
  };
}

function rateCounts(tests: NonNullable<DiffParts["tests"]>, { whole: { rises } }: LineCounter): DiffHeadline["rates"] {
  const tooFew = tests.filter(({ level, verdict }) => level === "scope" && verdict === "too-few").length;
  return { tested: tests.length, tooFew, spikes: rises.spike, drifts: rises.drift, slow: rises.slow };
}

function scopeCounts(scopes: readonly ComparedScope[]): DiffHeadline["scopes"] {
  const number = (of: (scope: ComparedScope) => boolean) => scopes.filter(of).length;
  return {
    complete: number(({ coverage }) => coverage === "complete"),
    incomplete: number(({ coverage }) => coverage === "incomplete"),
    gone: number(({ coverage }) => coverage === "gone"),
    notAudited: number(
      ({ coverage, earlier }) => coverage === "not-audited" && (earlier[0] ?? "not-audited") !== "not-audited",
    ),
    withoutBaseline: number(({ coverage, baseline }) => coverage !== "not-audited" && baseline === null),
  };
}

type BeforeAfter = DiffHeadline["failed"];

function sum(sides: readonly (BeforeAfter | null)[]): BeforeAfter {
  return {
    before: sides.reduce((total, side) => total + (side?.before ?? 0), 0),
    after: sides.reduce((total, side) => total + (side?.after ?? 0), 0),
  };
}
