/** Whether the scanner and the general decoder make the same of a page, as far as the scanner takes it. */

import { isDeepStrictEqual } from "node:util";
import { decodeAnyJobPage } from "../../../../lib/adapters/ci/decode-jobs.ts";
import { scanJobPage } from "../../../../lib/adapters/ci/scan/scan-job-page.ts";

/** `left`: to the general decoder. Anything but these two words says what differs. */
export function agreementOn(bytes: Uint8Array): string {
  const scanned = scanJobPage(bytes, "pic");
  if (scanned === null) return "left";
  const general = orError(() => decodeAnyJobPage(bytes, "pic"));
  if (general instanceof Error) return `took what is refused: ${general.message}`;
  // As text, too: the order of names is told to people.
  const isSame = isDeepStrictEqual(scanned, general) && JSON.stringify(scanned) === JSON.stringify(general);
  return isSame ? "same" : `made ${JSON.stringify(scanned)} of it, not ${JSON.stringify(general)}`;
}

function orError<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}
