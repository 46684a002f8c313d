/**
 * The watchdog function: started by a timer of its own, in the morning and once more later, or by hand with an empty event.
 * It notices nights that should be committed and are not, and tells people; a run that broke off it starts again, once.
 */

import { processSurroundings } from "../lib/runtime/process-surroundings.ts";
import { createWatchdogHandler } from "../lib/runtime/watchdog-handler.ts";

/** The name that the function platform calls, as `index.main_handler`. */
export const main_handler = createWatchdogHandler(processSurroundings(import.meta.url));
