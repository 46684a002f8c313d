/** Every kind of file that is kept, by name: what `schemas/` is generated from. */

import * as z from "zod";
import { amendmentSchema, carriedSchema } from "./carried.ts";
import { deliverySchema } from "./delivery.ts";
import { diffCommitSchema, diffManifestSchema, diffSchema } from "./diff.ts";
import { findingSchema, openJobSchema } from "./finding.ts";
import { groupSchema } from "./group.ts";
import { incidentsSchema } from "./incidents.ts";
import { ledgerSchema } from "./ledger.ts";
import { commitSchema, manifestSchema } from "./manifest.ts";
import { probeSchema } from "./probe.ts";
import { queueSchema } from "./queue.ts";
import { rateTestSchema } from "./rate-test.ts";
import { recoverySchema } from "./recovery.ts";
import { regressionSchema } from "./regression.ts";
import { restartSchema } from "./restart.ts";
import { seriesNightSchema } from "./series.ts";
import { signalsSchema } from "./signals.ts";
import { summarySchema } from "./summary.ts";
import { thresholdSchema } from "./threshold.ts";

export const catalogue = {
  finding: findingSchema,
  group: groupSchema,
  "open-job": openJobSchema,
  carried: carriedSchema,
  amendment: amendmentSchema,
  recovery: recoverySchema,
  queue: queueSchema,
  ledger: ledgerSchema,
  threshold: thresholdSchema,
  summary: summarySchema,
  manifest: manifestSchema,
  commit: commitSchema,
  regression: regressionSchema,
  "rate-test": rateTestSchema,
  "series-night": seriesNightSchema,
  signals: signalsSchema,
  incidents: incidentsSchema,
  delivery: deliverySchema,
  diff: diffSchema,
  "diff-manifest": diffManifestSchema,
  "diff-commit": diffCommitSchema,
  restart: restartSchema,
  probe: probeSchema,
} as const satisfies Record<string, z.ZodType>;

/** JSON Schema 2020-12 as text, ending in a line feed. */
export function jsonSchemaText(name: keyof typeof catalogue): string {
  // What has a default is not in files that were written before it was: "input" does not require it.
  const schema = z.toJSONSchema(catalogue[name], { target: "draft-2020-12", io: "input" });
  return `${JSON.stringify({ title: `job-audit ${name}, version 1`, ...schema }, null, 2)}\n`;
}
