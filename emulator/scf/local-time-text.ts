/** Times as the API's answers tell them: `2018-06-07 09:52:23`, the vendor's local time. */

const offsetMs = 8 * 3_600_000;

/** Whole seconds of what is given in epoch milliseconds. */
export function localTimeText(time: number): string {
  return new Date(time + offsetMs).toISOString().slice(0, 19).replace("T", " ");
}
