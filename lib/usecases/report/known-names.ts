/** Names of a report's queues and templates, as far as they can be read: ids do as well. */

import { StoreError } from "../../core/errors.ts";
import { type Names, type NamesById, noNames } from "../../core/names.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readQueueNames } from "./queue-names.ts";
import { readTemplateNames } from "./template-names.ts";

/** None of a kind whose file is missing or damaged. */
export async function knownNames(store: ReportStore, manifest: Manifest, signal: AbortSignal): Promise<Names> {
  return {
    queueNames: await orNone(readQueueNames(store, manifest, signal)),
    templateNames: await orNone(readTemplateNames(store, manifest, signal)),
  };
}

async function orNone(reading: Promise<NamesById>): Promise<NamesById> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StoreError) return noNames;
    throw error;
  }
}
