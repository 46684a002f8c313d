/** When something was started again, as the claim of that tells: 0 where it cannot be read, for a claim it was. */

import { parseStored } from "../../core/schema/parse-stored.ts";
import { restartSchema } from "../../core/schema/restart.ts";

/** Epoch milliseconds. */
export function restartTime(bytes: Uint8Array): number {
  const restart = parseStored(restartSchema, bytes);
  return restart === null ? 0 : Date.parse(restart.at);
}
