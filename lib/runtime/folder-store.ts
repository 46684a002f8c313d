/** A folder as a report store, for commands that are given one beside the store of the settings. */

import { createDirectoryStore } from "../adapters/directory/directory-store.ts";
import type { ReportStore } from "../ports/report-store.ts";

/** The folder need not be there yet. */
export function folderStore(path: string): ReportStore {
  return createDirectoryStore(path);
}
