/** Saved answers of the service, for who only has the file: no settings, no credentials, no connection. */

import { decodeSaved } from "../adapters/ci/decode-saved.ts";
import type { FamilyName } from "../core/family.ts";
import type { Job } from "../core/job.ts";

/** Throws `ProtocolError` on what cannot be read, and `ServiceError` on an error that was saved. */
export function decodeSavedAnswer(bytes: Uint8Array, family: FamilyName): readonly Job[] {
  return decodeSaved(bytes, family);
}
