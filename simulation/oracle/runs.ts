/** Who committed a revision, when that may have begun, and by which settings. */

import { localDay } from "../local-day.ts";
import type { DatedSettings, SimulationPlan } from "../plan.ts";
import { durationMs, type PlannedSettings, parseSettings } from "../planned-settings.ts";
import type { Invocation, Played } from "../played.ts";
import type { Revision } from "./reported.ts";

export interface Run {
  /** Nothing that the revision tells was observed earlier. */
  readonly from: number;
  /** The last beginning of an invocation that may have committed it. */
  readonly begunBy: number;
  readonly to: number;
  /** Those that the revision may have been made by. */
  readonly settings: readonly PlannedSettings[];
}

/** Settings by which the revision's night is judged at another time than it says are none of its own. */
export function runOf(plan: SimulationPlan, played: Pick<Played, "invocations">, revision: Revision): Run {
  const { committedAt: to, manifest } = revision;
  const audits = played.invocations.filter((each) => isAudit(each) && each.startedAt <= to);
  const open = audits.filter(({ endedAt }) => endedAt >= to);
  const spanEnd = Date.parse(manifest.span.to);
  const from = Math.min(to, ...audits.map(({ startedAt }) => startedAt).filter((at) => at >= spanEnd));
  const begun = open.map(({ startedAt }) => startedAt);
  const settings = settingsOf(plan, revision, audits);
  return { from, begunBy: begun.length === 0 ? to : Math.max(...begun), to, settings };
}

function isAudit({ function: name }: Invocation): boolean {
  return name === "audit" || name === "shard";
}

/** A repair keeps the zone and the instant of the revision that it replaces, whatever its own settings say of them. */
function settingsOf(plan: SimulationPlan, { manifest }: Revision, audits: readonly Invocation[]) {
  const texts = new Set(audits.map(({ startedAt }) => textAt(plan.settings, startedAt)));
  return [...texts].map(parseSettings).filter((settings) => manifest.revision > 1 || isJudgedBy(manifest, settings));
}

/** The instant that a night is judged at: the end of its day or span, and then `settle`. */
function isJudgedBy({ night, timeZone, span, asOf }: Revision["manifest"], settings: PlannedSettings): boolean {
  const end = Math.max(localDay(night, timeZone).to, Date.parse(span.to));
  return settings.timeZone === timeZone && Date.parse(asOf) === end + durationMs(settings.settle);
}

export function textAt(settings: readonly DatedSettings[], at: number): string {
  return (settings.filter(({ from }) => from <= at).at(-1) ?? settings[0])?.text ?? "{}";
}
