/** The plan of a night: everything that decides what is found, fixed before the first question is asked. */

import { type NightFingerprints, planFingerprints } from "../../core/fingerprint/night-versions.ts";
import type { FingerprintRule } from "../../core/fingerprint/rules/fingerprint-rule.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { PlacedHole } from "../../core/hole.ts";
import type { NightName } from "../../core/key.ts";
import { nightSpan, shiftNight } from "../../core/night.ts";
import type { OpenJob } from "../../core/schema/finding.ts";
import type { Window } from "../../core/window.ts";
import type { PreviousScope } from "../discover/discovery.ts";
import type { CommittedNight } from "../report/read-commit.ts";

export interface NightPlan {
  readonly name: NightName;
  readonly timeZone: string;
  readonly span: Window;
  /** The instant the night is judged at: the end of its day plus settle. */
  readonly asOf: number;
  readonly settingsDigest: string;
  readonly fingerprints: NightFingerprints;
  /** Derived from what is audited: the same audit has the same id on every machine. */
  readonly runId: string;
  readonly previous: CommittedNight | null;
  /**
   * Committed nights that this one heeds, in the order of nights: those before it whose open jobs are seen again, and
   * those after it, if they were committed first, whose amendments need not be learned twice.
   */
  readonly inputs: readonly CommittedNight[];
  /** Committed nights whose open jobs the night before could reach and this one cannot, in their order. */
  readonly outdated: readonly CommittedNight[];
  /** Nights around this one that are committed and cannot be read. */
  readonly damaged: readonly PlacedHole[];
  /** Of a repair: which open jobs of earlier nights are seen again. Without it all of them are. */
  readonly isSought?: (job: OpenJob) => boolean;
  /** Of a repair: how often others had their turn, where look-ups are fewer than these jobs. */
  readonly turn?: number;
}

export interface NightRequest {
  readonly name: NightName;
  readonly timeZone: string;
  readonly settleMs: number;
  readonly settingsDigest: string;
  readonly fingerprintRules: readonly FingerprintRule[];
}

/** Committed nights beside this one. */
export interface Neighbours {
  /** The newest committed night before this one. */
  readonly previous: CommittedNight | null;
  /** The same; or one from further back, where the scopes of that are not asked for any more. */
  readonly newest: CommittedNight | null;
  /** The night right after this one, if it was committed first. */
  readonly next: CommittedNight | null;
  /** What a plan calls so. */
  readonly inputs: readonly CommittedNight[];
  readonly outdated?: readonly CommittedNight[];
  readonly damaged?: readonly PlacedHole[];
}

/**
 * The span begins where the span of the night before ended, and ends where that of the night after begins, if those
 * are committed: a change of zone or clock leaves no gap between two nights, and nothing to two of them. The versions of
 * fingerprints go on from the newest night, so that there is one to compare the two by.
 */
export function planNight(
  request: NightRequest,
  { previous, newest, next, inputs, outdated = [], damaged = [] }: Neighbours,
): NightPlan {
  const { name, timeZone, settleMs, settingsDigest, fingerprintRules } = request;
  const day = nightSpan(name.date, timeZone);
  const adjacent = previous !== null && previous.manifest.night === shiftNight(name.date, -1);
  const from = adjacent ? Date.parse(previous.manifest.span.to) : day.from;
  const to = next === null ? day.to : Date.parse(next.manifest.span.from);
  const span = { from, to: Math.max(from, to) };
  const heeded = inputs.map(({ commit }) => commit.manifest);
  const fingerprints = planFingerprints(fingerprintRules, name.date, newest?.manifest ?? null);
  const identity = [name.family, name.date, span.from, span.to, settleMs, settingsDigest, previous?.commit.manifest];
  const runId = sha256Hex(JSON.stringify([...identity, heeded, fingerprints.versions])).slice(0, 16);
  const asOf = Math.max(span.to, day.to) + settleMs;
  return { name, timeZone, span, asOf, settingsDigest, fingerprints, runId, previous, inputs, outdated, damaged };
}

/** The scopes that the previous committed night read; a queue that is gone is still asked for. */
export function previousScopes({ name, previous }: NightPlan): PreviousScope[] {
  return (previous?.manifest.scopes ?? []).map(({ complete, region, bucket, queueId, tag }) => ({
    scope: { family: name.family, region, bucket, queueId, tag },
    complete,
  }));
}
