/**
 * The audit function: started by a timer for the nights that are due, or by hand for one by its date. It commits their
 * reports and has them compared with those before.
 */

import { createAuditHandler } from "../lib/runtime/audit-handler.ts";
import { processSurroundings } from "../lib/runtime/process-surroundings.ts";

/** The name that the function platform calls, as `index.main_handler`. */
export const main_handler = createAuditHandler(processSurroundings(import.meta.url));
