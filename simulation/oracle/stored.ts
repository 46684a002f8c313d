/** The report bucket as the oracle reads it: by the bytes, with nothing of the program's own readers. */

import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { reportPrefix } from "../planned-settings.ts";
import type { Played } from "../played.ts";

export type Objects = Played["objects"];

/** An object by the key that reports use, which does not hold the prefix. */
export function objectAt(objects: Objects, key: string): Buffer | undefined {
  return objects.get(storedKey(key));
}

export function storedKey(key: string): string {
  return `${reportPrefix}/${key}`;
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Null for what is no gzip. */
export function unpack(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes);
  } catch {
    return null;
  }
}

/** Null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
