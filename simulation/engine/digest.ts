/** One number for all that came of a play, so that two plays of one plan can be told apart by anything. */

import { createHash } from "node:crypto";
import type { Played } from "../played.ts";
import { sha256 } from "./recording-storage.ts";

/** Where this code lies, which stands in stacks; it is bundled into another folder every time. */
const here = new RegExp(import.meta.url.replace(/^file:\/\//, "").replace(/[^/]*$/, ""), "g");

export function digestOf({ objects, ...rest }: Omit<Played, "digest">): string {
  const contents = [...objects].map(([key, bytes]) => [key, sha256(bytes)]);
  const text = JSON.stringify([contents, rest]);
  return createHash("sha256").update(text.replace(here, "")).digest("hex");
}
