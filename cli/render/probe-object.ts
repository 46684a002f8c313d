/** A probe as `--json` prints it: what is kept, what audits make of it, and what is to be seen to. */

import type { PlacedHole } from "../../lib/core/hole.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { measuredBy } from "../../lib/core/probe-measured.ts";
import type { Warning } from "../../lib/core/probe-warnings.ts";
import { holeRow } from "../../lib/core/rows.ts";
import type { Probe } from "../../lib/core/schema/probe.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { warningsFor } from "../../lib/runtime/measured.ts";
import type { ProbeRun } from "../../lib/usecases/probe/run-probe.ts";
import type { LoadedApp } from "../load-app.ts";

interface ListHole {
  readonly region: string;
  readonly bucket: string | null;
  readonly cause: string;
  readonly detail: string;
  readonly requestId: string | null;
}

export interface ProbeObject extends Probe {
  readonly key: string;
  readonly location: string;
  /** What could not be listed, and so was not probed. */
  readonly holes: readonly ListHole[];
  readonly warnings: readonly Warning[];
  /** What an audit goes by from now on, by settings and by this probe. */
  readonly settings: { readonly lookupIds: number; readonly assumedRetentionMs: number };
}

export function probeObject(app: LoadedApp, { key, probe, holes }: ProbeRun): ProbeObject {
  const { settings, store, clock } = app;
  const now = clock.now();
  const newest = lastNightBefore(now, settings.timeZone, settings.settleMs);
  const { lookupIds, assumedRetentionMs } = auditRequestOf(settings, probe.family, "now", measuredBy(probe));
  const warnings = warningsFor(settings, { stored: { key, probe } }, missedBefore(newest, probe), now);
  return {
    ...probe,
    key,
    location: store.location,
    holes: holes.map(listHole),
    warnings,
    settings: { lookupIds, assumedRetentionMs },
  };
}

/** The oldest night that is not audited, but for the newest: that one is about to be. */
function missedBefore(newest: string, { answers }: Probe): readonly string[] {
  const { value } = answers.loss;
  return value !== null && value.night < newest ? [value.night] : [];
}

/** What could not be listed has neither a queue nor a span. */
function listHole(hole: PlacedHole): ListHole {
  const { region, bucket, cause, detail, requestId } = holeRow(hole);
  return { region, bucket, cause, detail, requestId };
}
