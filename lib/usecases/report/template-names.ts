/** Names of the templates of a report: people know a template by its name, the service by its id. */

import type { NamesById } from "../../core/names.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { Summary } from "../../core/schema/summary.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readSummary } from "./read-rows.ts";

/** By template id, of those whose jobs ended in the night; of one with several names, the first in the order of scopes. */
export async function readTemplateNames(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<NamesById> {
  return templateNamesIn(await readSummary(store, manifest, signal));
}

export function templateNamesIn({ scopes }: Pick<Summary, "scopes">): NamesById {
  const names = new Map<string, string>();
  for (const { operation, templateName } of scopes.flatMap(({ operations }) => operations)) {
    if (templateName != null && !names.has(operation)) names.set(operation, templateName);
  }
  return names;
}
