/** A UUID that follows from a name: version 8 of RFC 9562, whose bits are one's own. */

import { sha256Hex } from "./hash.ts";

export function uuidOf(name: string): string {
  const hash = sha256Hex(name);
  const variant = (8 + (Number.parseInt(hash.slice(16, 17), 16) % 4)).toString(16);
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, variant + hash.slice(17, 20)];
  return [...parts, hash.slice(20, 32)].join("-");
}
