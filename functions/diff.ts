/**
 * The diff function: started by the audit function for a night that it committed, by a timer, or by hand, with
 * `{ "date": "2026-11-20" }` for one night or an empty event for the newest. It waits for nothing: what it compares is
 * committed, or it says that it is not.
 */

import { createDiffHandler } from "../lib/runtime/diff-handler.ts";
import { processSurroundings } from "../lib/runtime/process-surroundings.ts";

/** The name that the function platform calls, as `index.main_handler`. */
export const main_handler = createDiffHandler(processSurroundings(import.meta.url));
