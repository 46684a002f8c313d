/** Text of an answer as an error may tell it: without secrets, without what would move a terminal, and bounded. */

import { redactText } from "../../core/redact.ts";

/** Cut to its length last: half a secret would no longer be known for one. */
export function cleanText(text: string, maxChars: number): string {
  const clean = redactText(text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ").trim());
  return clean.length > maxChars ? `${clean.slice(0, maxChars)}…` : clean;
}
