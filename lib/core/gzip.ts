/**
 * Gzip at level 1: the same bytes on every Node from 18 on, whatever the system, since the header tells neither time
 * nor system.
 *
 * Like the hash, a pure function of its input that happens to live in Node's own library.
 */

import { gunzipSync, gzipSync } from "node:zlib";

export const gzipLevel = 1;

export function gzip(bytes: Uint8Array): Buffer {
  return forgetSystem(gzipSync(bytes, { level: gzipLevel }));
}

/** RFC 1952: byte 9 names the system that packed, 255 none. Changes the bytes in place. */
export function forgetSystem(packed: Buffer): Buffer {
  packed[9] = 255;
  return packed;
}

/** Throws when the bytes are no gzip, are cut short, or unpack to more than `maxBytes`. */
export function gunzip(bytes: Uint8Array, maxBytes: number): Buffer {
  return gunzipSync(bytes, { maxOutputLength: maxBytes });
}
