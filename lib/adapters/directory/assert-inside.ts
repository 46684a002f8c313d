/**
 * Links below a store's folder must not lead out of it: whoever may put one there would choose what is read as a
 * report, and what a fetch writes over.
 *
 * The folder itself may be a link, or lie below one.
 */

import { realpath } from "node:fs/promises";
import { dirname, sep } from "node:path";

/** Rejects unless what there is of `path` lies in `root`, links resolved. */
export async function assertInside(root: string, path: string): Promise<void> {
  const home = await placeOf(root);
  const place = await placeOf(path);
  const inside = home.endsWith(sep) ? home : home + sep;
  if (place !== home && !place.startsWith(inside)) throw new Error(`a link there leads out of ${root}`);
}

/** Of the nearest that is there: what is not there yet leads nowhere. */
async function placeOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const isThere = !["ENOENT", "ENOTDIR"].includes(String((error as NodeJS.ErrnoException).code));
    if (isThere || dirname(path) === path) throw error;
    return placeOf(dirname(path));
  }
}
