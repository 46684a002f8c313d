/**
 * The shard function: started by the audit function for each part of a night that is too large for one instance, and by
 * itself to go on. It has no timer. The last one to end commits the night.
 */

import { processSurroundings } from "../lib/runtime/process-surroundings.ts";
import { createShardHandler } from "../lib/runtime/shard-handler.ts";

/** The name that the function platform calls, as `index.main_handler`. */
export const main_handler = createShardHandler(processSurroundings(import.meta.url));
