/** What a night shows of one subject. */

import { versionOf } from "../fingerprint/versions.ts";
import { compareText } from "../order.ts";
import { type AlertSubject, type Severity, type Signal, type Signals, severities } from "../schema/signals.ts";
import { meetsAny, subjectKey } from "./subject.ts";

export type Sighting =
  | { readonly kind: "firing"; readonly signal: Signal }
  /** Neither firing nor quiet. */
  | { readonly kind: "warm" }
  /** Nobody knows. */
  | { readonly kind: "blind" }
  /** A group of fingerprints by which the night is not compared: whether it lasts can be known no more. */
  | { readonly kind: "outgrown" }
  | { readonly kind: "clean" };

/** Of a night's signals, what sightings are made of. */
export type SightedSignals = Pick<Signals, "signals" | "warm" | "blind"> & Partial<Pick<Signals, "version">>;

export interface Sightings {
  /** By `subjectKey`; of one subject the most severe. */
  readonly firing: ReadonlyMap<string, Signal>;
  of(subject: AlertSubject): Sighting;
}

/** Null: of the night nothing is known. */
export function sightingsIn(signals: SightedSignals | null): Sightings {
  if (signals === null) return { firing: new Map(), of: () => ({ kind: "blind" }) };
  const firing = new Map<string, Signal>();
  for (const signal of [...signals.signals].sort(compareSeverity)) firing.set(subjectKey(signal), signal);
  const warm = new Set(signals.warm.map(subjectKey));
  const isBlind = meetsAny(signals.blind);
  return {
    firing,
    of(subject) {
      const signal = firing.get(subjectKey(subject));
      if (signal !== undefined) return { kind: "firing", signal };
      if (warm.has(subjectKey(subject))) return { kind: "warm" };
      if (isBlind(subject)) return { kind: "blind" };
      return { kind: isOutgrown(subject, signals.version ?? null) ? "outgrown" : "clean" };
    },
  };
}

function isOutgrown({ rule, fingerprint }: AlertSubject, version: string | null): boolean {
  if (rule !== "group.new" && rule !== "group.regressed") return false;
  return version !== null && fingerprint !== null && versionOf(fingerprint) !== version;
}

export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The most severe last; a total order, so that the order in which they come does not matter. */
function compareSeverity(a: Signal, b: Signal): number {
  return severityRank(a.severity) - severityRank(b.severity) || compareText(JSON.stringify(a), JSON.stringify(b));
}
