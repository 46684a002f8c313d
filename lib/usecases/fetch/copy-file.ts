/** Copies one object from store to store under its own key. What is there already is checked, never replaced. */

import { StoreError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readStored, type StoredFile } from "../report/read-lines.ts";
import type { StoredBytes } from "./read-trail.ts";

export interface Stores {
  readonly from: ReportStore;
  readonly to: ReportStore;
}

/** Whether the object is there, whole. Throws `StoreError` when something else has its name. */
export async function isThere(
  to: ReportStore,
  { key, sha256 }: Pick<StoredFile, "key" | "sha256">,
  signal: AbortSignal,
): Promise<boolean> {
  const bytes = await to.get(key, signal);
  if (bytes === null) return false;
  if (sha256Hex(bytes) === sha256) return true;
  throw taken(to, key);
}

/** Throws `StoreError` when the file is missing, or has not the hash and the size that its manifest says. */
export async function loadFile({ from, to }: Stores, file: StoredFile, signal: AbortSignal): Promise<void> {
  const bytes = await readStored(from, file, signal);
  if (bytes.length !== file.bytes) {
    const where = `${from.location}/${file.key}`;
    throw new StoreError(
      `Cannot trust the report: ${where} has ${bytes.length} bytes, and its manifest says ${file.bytes}`,
    );
  }
  await to.put(file.key, bytes, signal);
}

/** Throws `StoreError` when other content has the name. */
export async function claimBytes(to: ReportStore, { key, bytes }: StoredBytes, signal: AbortSignal): Promise<void> {
  const claim = await to.claim(key, bytes, signal);
  if (!claim.won) throw taken(to, key);
}

function taken({ location }: ReportStore, key: string): StoreError {
  return new StoreError(
    `Cannot fetch into ${location}: ${key} is there with other content, and was not overwritten; remove it, or name another folder`,
  );
}
