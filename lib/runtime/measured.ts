/** What the newest probe of a family measured, for whoever audits it; and what it gives to warn of. */

import type { Settings } from "../config/settings.ts";
import type { FamilyName } from "../core/family.ts";
import { nightSpan } from "../core/night.ts";
import { type Measured, measuredBy, nothingMeasured } from "../core/probe-measured.ts";
import { type Warning, warningsOf } from "../core/probe-warnings.ts";
import type { ReportStore } from "../ports/report-store.ts";
import { readNewestProbe, type StoredProbe } from "../usecases/probe/store-probe.ts";
import { producer } from "./producer.ts";

export interface Measurement {
  readonly family: FamilyName;
  readonly stored: StoredProbe | null;
  readonly measured: Measured;
}

export async function readMeasurement(
  store: ReportStore,
  family: FamilyName,
  signal: AbortSignal,
): Promise<Measurement> {
  const stored = await readNewestProbe(store, family, signal);
  return { family, stored, measured: stored?.probe == null ? nothingMeasured : measuredBy(stored.probe) };
}

/** `missed`: dates of nights that are over and not committed, though they should be. */
export function warningsFor(
  settings: Settings,
  { stored }: Pick<Measurement, "stored">,
  missed: readonly string[],
  now: number,
): readonly Warning[] {
  const nights = [...missed].sort().map((date) => ({ date, from: nightSpan(date, settings.timeZone).from }));
  return warningsOf({ stored, given: settings, missed: nights, now, version: producer.version });
}
