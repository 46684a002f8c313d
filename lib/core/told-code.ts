/** An error in short, for events: its code and what it says. Whoever writes it down redacts it. */

import { isAuditError } from "./errors.ts";

/** Of whatever the program does not throw itself. */
export const defectCode = "DEFECT";

export function codeOf(error: unknown): string {
  return isAuditError(error) ? error.code : defectCode;
}

export function shortError(error: unknown): { readonly code: string; readonly message: string } {
  return { code: codeOf(error), message: error instanceof Error ? error.message : String(error) };
}
