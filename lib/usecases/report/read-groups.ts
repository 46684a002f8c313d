/** The groups of a night, by one version of its fingerprints: each finding is in one of them. */

import { versionsIn } from "../../core/fingerprint/night-versions.ts";
import type { Group } from "../../core/schema/group.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf, readRows } from "./read-lines.ts";

type GroupedNight = Pick<Manifest, "night" | "fingerprints" | "files">;

/** By the newest version: what people are shown. */
export function readGroups(store: ReportStore, manifest: GroupedNight, signal: AbortSignal): AsyncGenerator<Group> {
  return readGroupsAt(store, { manifest, version: String(versionsIn(manifest).at(-1)) }, signal);
}

/** None where the night does not have that version. */
export async function* readGroupsAt(
  store: ReportStore,
  { manifest, version }: { readonly manifest: Pick<Manifest, "files">; readonly version: string },
  signal: AbortSignal,
): AsyncGenerator<Group> {
  const prefix = `${version}:`;
  for await (const group of readRows<Group>(store, filesOf(manifest, "groups"), "job-audit/group/v1", signal)) {
    if (group.fingerprint.startsWith(prefix)) yield group;
  }
}
