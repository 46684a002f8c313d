/** The largest groups of a night, by the newest version of their fingerprints. */

import type { Most } from "../../core/page/page-view.ts";
import type { Group } from "../../core/schema/group.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readGroups } from "../report/read-groups.ts";

const mostGroups = 20;

export async function topGroups(store: ReportStore, manifest: Manifest, signal: AbortSignal): Promise<Most<Group>> {
  const kept: Group[] = [];
  let inAll = 0;
  for await (const group of readGroups(store, manifest, signal)) {
    inAll += 1;
    insert(kept, group);
  }
  return { first: kept, inAll };
}

/** Behind those that are as large: of equal ones the first in the order of the report comes first. */
function insert(kept: Group[], group: Group): void {
  const at = kept.findIndex(({ jobs }) => jobs < group.jobs);
  kept.splice(at === -1 ? kept.length : at, 0, group);
  kept.length = Math.min(kept.length, mostGroups);
}
