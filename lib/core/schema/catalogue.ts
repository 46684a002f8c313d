/** Every kind of file that is kept, by name: what `schemas/` is generated from. */

import * as z from "zod";
import { amendmentSchema, carriedSchema } from "./carried.ts";
import { diffCommitSchema, diffManifestSchema, diffSchema } from "./diff.ts";
import { findingSchema, openJobSchema } from "./finding.ts";
import { groupSchema } from "./group.ts";
import { ledgerSchema } from "./ledger.ts";
import { commitSchema, manifestSchema } from "./manifest.ts";
import { probeSchema } from "./probe.ts";
import { queueSchema } from "./queue.ts";
import { recoverySchema } from "./recovery.ts";
import { regressionSchema } from "./regression.ts";
import { summarySchema } from "./summary.ts";

export const catalogue = {
  finding: findingSchema,
  group: groupSchema,
  "open-job": openJobSchema,
  carried: carriedSchema,
  amendment: amendmentSchema,
  recovery: recoverySchema,
  queue: queueSchema,
  ledger: ledgerSchema,
  summary: summarySchema,
  manifest: manifestSchema,
  commit: commitSchema,
  regression: regressionSchema,
  diff: diffSchema,
  "diff-manifest": diffManifestSchema,
  "diff-commit": diffCommitSchema,
  probe: probeSchema,
} as const satisfies Record<string, z.ZodType>;

/** JSON Schema 2020-12 as text, ending in a line feed. */
export function jsonSchemaText(name: keyof typeof catalogue): string {
  const schema = z.toJSONSchema(catalogue[name], { target: "draft-2020-12" });
  return `${JSON.stringify({ title: `job-audit ${name}, version 1`, ...schema }, null, 2)}\n`;
}
