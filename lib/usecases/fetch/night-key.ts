/** Which keys a night's manifests may name: its own datasets' files. Whatever else a manifest says is refused unread. */

import { StoreError } from "../../core/errors.ts";
import { isKeySegment, type NightName } from "../../core/key.ts";
import type { DiffManifest } from "../../core/schema/diff.ts";
import { shownName } from "../../core/shown-name.ts";

/** Throws `StoreError` for a key of another night or dataset, or one that could lead out of the store. */
export function assertNightKey(key: string, dataset: string, { family, date }: NightName): void {
  const folder = `v1/${folderOf(dataset)}/family=${family}/date=${date}/`;
  if (key.startsWith(folder) && key.slice(folder.length).split("/").every(isPlainSegment)) return;
  throw new StoreError(
    `Cannot trust the manifest of ${date}: it names ${shownName(key, 200)} as one of its ${dataset}`,
  );
}

/** They lie together. */
const ofDiff: ReadonlySet<string> = new Set<DiffManifest["files"][number]["dataset"]>([
  "regressions",
  "diff",
  "tests",
  "signals",
  "page",
]);

function folderOf(dataset: string): string {
  return ofDiff.has(dataset) ? "diffs" : dataset;
}

/** `name` or `partition=name`. */
function isPlainSegment(segment: string): boolean {
  const parts = segment.split("=");
  return parts.length <= 2 && parts.every(isKeySegment);
}
