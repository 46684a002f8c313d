/** What of a comparison its groups depend on: by which version, with which nights, and the codes that are known. */

import type { ComparedScope } from "../../core/diff/compared-scopes.ts";
import { comparedVersion, scopesAmong } from "../../core/diff/group-versions.ts";
import { versionsIn } from "../../core/fingerprint/night-versions.ts";
import type { Group } from "../../core/schema/group.ts";
import { scopeKey } from "../../core/scope.ts";
import { createWorkSet } from "../../core/work-set.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readGroupsAt } from "../report/read-groups.ts";
import { type Baseline, baselinesOf, type Comparison } from "./comparison.ts";
import { readOfHistory } from "./damaged-night.ts";

export interface ComparedGroups {
  /** Of the fingerprints. */
  readonly version: string;
  /** As those of the comparison, but that nights without the version were not audited. */
  readonly scopes: readonly ComparedScope[];
}

export function comparedGroups({ night, history, scopes }: Comparison): ComparedGroups {
  const versions = history.map(({ manifest }) => versionsIn(manifest));
  const version = comparedVersion(versionsIn(night.manifest), versions);
  const isReadable = versions.map((written) => written.includes(version));
  return { version, scopes: scopesAmong(scopes, isReadable) };
}

/** Whether a group's code is one that its scope's baseline has. Codes are kept as hashes. */
export async function readKnownCodes(
  store: ReportStore,
  { comparison, groups }: { readonly comparison: Comparison; readonly groups: ComparedGroups },
  signal: AbortSignal,
): Promise<(group: Group) => boolean> {
  const known = createWorkSet();
  const { version, scopes } = groups;
  const addCodes = async ({ night: { manifest }, scopes: based }: Baseline) => {
    const keys = new Set(based.map(({ scope }) => scopeKey(scope)));
    for await (const group of readGroupsAt(store, { manifest, version }, signal)) {
      if (keys.has(scopeKey(group))) known.add(codeKey(group));
    }
  };
  for (const baseline of baselinesOf({ ...comparison, scopes })) {
    await readOfHistory(baseline.night, addCodes(baseline));
  }
  return (group) => known.has(codeKey(group));
}

/** No name holds the separator. What is no failure of the service's has no code: there the verdict is the kind. */
function codeKey(group: Group): string {
  return [scopeKey(group), group.verdict, group.code].join("\u0000");
}
