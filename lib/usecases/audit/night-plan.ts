/** The plan of a night: everything that decides what is found, fixed before the first question is asked. */

import { sha256Hex } from "../../core/hash.ts";
import type { NightName } from "../../core/key.ts";
import { nightSpan, shiftNight } from "../../core/night.ts";
import type { Scope } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";
import type { CommittedNight } from "../report/read-commit.ts";

export interface NightPlan {
  readonly name: NightName;
  readonly timeZone: string;
  readonly span: Window;
  /** The instant the night is judged at: the end of its day plus settle. */
  readonly asOf: number;
  readonly settingsDigest: string;
  /** Derived from what is audited: the same audit has the same id on every machine. */
  readonly runId: string;
  readonly previous: CommittedNight | null;
}

export interface NightRequest {
  readonly name: NightName;
  readonly timeZone: string;
  readonly settleMs: number;
  readonly settingsDigest: string;
}

/**
 * The span begins where the span of the night before ended, if that one is committed, so that a change of zone or
 * clock leaves no gap between two nights.
 */
export function planNight(request: NightRequest, previous: CommittedNight | null): NightPlan {
  const { name, timeZone, settleMs, settingsDigest } = request;
  const day = nightSpan(name.date, timeZone);
  const adjacent = previous !== null && previous.manifest.night === shiftNight(name.date, -1);
  const from = adjacent ? Date.parse(previous.manifest.span.to) : day.from;
  const span = { from, to: Math.max(from, day.to) };
  const identity = [name.family, name.date, span.from, span.to, settleMs, settingsDigest, previous?.commit.manifest];
  const runId = sha256Hex(JSON.stringify(identity)).slice(0, 16);
  return { name, timeZone, span, asOf: span.to + settleMs, settingsDigest, runId, previous };
}

/** The scopes that the previous committed night read; a queue that is gone is still asked for. */
export function previousScopes({ name, previous }: NightPlan): Scope[] {
  return (previous?.manifest.scopes ?? []).map(({ region, bucket, queueId, tag }) => ({
    family: name.family,
    region,
    bucket,
    queueId,
    tag,
  }));
}
