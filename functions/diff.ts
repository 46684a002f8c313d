/** The diff function: started by the audit function for a night that it committed, by a timer, or by hand. */

import { createDiffHandler } from "../lib/runtime/diff-handler.ts";
import { processSurroundings } from "../lib/runtime/process-surroundings.ts";

/** The name that the function platform calls, as `index.main_handler`. */
export const main_handler = createDiffHandler(processSurroundings(import.meta.url));
