/**
 * Coverage: whether every second of every scope is accounted for, night after night, by the newest revision of each.
 *
 * Proven from what the reports hold. One manifest, one ledger's line and a few packed files are in memory at a time;
 * what is kept of a night is what is wrong with it.
 */

import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import { compareText } from "../../core/order.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { compareScopes } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "../report/problem-in.ts";
import { readCommittedNight } from "../report/read-commit.ts";
import { checkNight } from "./check-night.ts";
import { type CoverageHole, spanOf } from "./coverage-hole.ts";
import { createExclusions, type ExcludedNights, type Exclusions } from "./excluded-nights.ts";
import { createNightJoints, type NightJoints } from "./night-joints.ts";
import { createScopeHistories, type ScopeHistories, type ScopeHistory } from "./scope-history.ts";

export interface CoverageRequest {
  readonly family: FamilyName;
  /** Dates; both are asked for. */
  readonly from: string;
  readonly to: string;
  /** Whether nights before the first committed one are no hole. */
  readonly fromFirst: boolean;
  /** Of nights that are not there. */
  readonly timeZone: string;
  onNight(night: string): void;
}

export interface Coverage {
  /** The first night that was asked for. */
  readonly from: string;
  readonly to: string;
  /** From the beginning of the first to the end of the last. */
  readonly span: Window;
  /** How many are committed. */
  readonly nights: number;
  /** By their order. */
  readonly scopes: readonly ScopeHistory[];
  /** In the order of nights; of one night, first where it does not meet the one before. */
  readonly holes: readonly CoverageHole[];
  readonly excluded: readonly ExcludedNights[];
}

/** Throws `StoreError` when no night at all can be asked for: then it is the store. */
export async function coverNights(
  store: ReportStore,
  request: CoverageRequest,
  signal: AbortSignal,
): Promise<Coverage> {
  const { family, to } = request;
  const read = (date: string) => readNight(store, { family, date }, signal);
  const from = request.fromFirst ? await firstCommitted(read, request) : request.from;
  const before = await read(shiftNight(from, -1));
  const gathered = startGathering(request, before.kind === "committed" ? before.manifest : null);
  for (let date = from; date <= to; date = shiftNight(date, 1)) {
    request.onNight(date);
    await gather(store, gathered, await read(date), signal);
  }
  if (gathered.damage !== null && !gathered.answered) throw gathered.damage;
  return toCoverage(gathered, { ...request, from });
}

type NightRead =
  | { readonly kind: "committed"; readonly date: string; readonly manifest: Manifest }
  | { readonly kind: "missing"; readonly date: string }
  | { readonly kind: "damaged"; readonly date: string; readonly problem: StoreError };

async function readNight(store: ReportStore, name: NightName, signal: AbortSignal): Promise<NightRead> {
  const { date } = name;
  try {
    const committed = await readCommittedNight(store, name, signal);
    return committed === null ? { kind: "missing", date } : { kind: "committed", date, manifest: committed.manifest };
  } catch (problem) {
    if (problem instanceof StoreError) return { kind: "damaged", date, problem };
    throw problem;
  }
}

/** The last night of all when none is. */
async function firstCommitted(
  read: (date: string) => Promise<NightRead>,
  { from, to }: Pick<CoverageRequest, "from" | "to">,
): Promise<string> {
  for (let date = from; date < to; date = shiftNight(date, 1)) {
    if ((await read(date)).kind !== "missing") return date;
  }
  return to;
}

interface Gathered {
  readonly joints: NightJoints;
  readonly histories: ScopeHistories;
  readonly exclusions: Exclusions;
  readonly holes: CoverageHole[];
  /** Of the committed nights. */
  readonly spans: Window[];
  previous: Manifest | null;
  /** The first. */
  damage: StoreError | null;
  /** Whether the store could say of any night what is committed. */
  answered: boolean;
}

function startGathering({ timeZone }: CoverageRequest, previous: Manifest | null): Gathered {
  return {
    joints: createNightJoints(timeZone, previous && spanOf(previous).to),
    histories: createScopeHistories(),
    exclusions: createExclusions(),
    holes: [],
    spans: [],
    previous,
    damage: null,
    answered: false,
  };
}

async function gather(store: ReportStore, gathered: Gathered, night: NightRead, signal: AbortSignal): Promise<void> {
  const { joints, histories, exclusions, holes, spans } = gathered;
  const { kind, date } = night;
  gathered.answered ||= kind !== "damaged";
  if (kind === "missing") return joints.miss(date, "not-committed", "no report of that night is committed");
  if (kind === "damaged") {
    gathered.damage ??= night.problem;
    return joints.miss(date, "report-damaged", problemIn(store, night.problem));
  }
  const { manifest } = night;
  const span = spanOf(manifest);
  const check = await checkNight(store, manifest, gathered.previous, signal);
  joints.join(date, span);
  histories.add(date, span, check.scopes);
  exclusions.add(manifest);
  holes.push(...check.holes);
  spans.push(span);
  gathered.previous = manifest;
}

function toCoverage(gathered: Gathered, { from, to }: Pick<CoverageRequest, "from" | "to">): Coverage {
  const { joints, histories, exclusions, holes, spans } = gathered;
  const apart = joints.finish();
  const span = wholeOf([...apart, ...spans]);
  const scopes = [...histories.finish(span)].sort((a, b) => compareScopes(a.scope, b.scope));
  // Sorting is stable: where a night does not meet the one before comes first.
  const all = [...apart, ...holes].sort((a, b) => compareText(a.night, b.night));
  return { from, to, span, nights: spans.length, scopes, holes: all, excluded: exclusions.all() };
}

/** Every night of the dates is among the spans, committed or missed. */
function wholeOf(spans: readonly Window[]): Window {
  const from = spans.reduce((least, span) => Math.min(least, span.from), Number.POSITIVE_INFINITY);
  return { from, to: spans.reduce((most, span) => Math.max(most, span.to), from) };
}
