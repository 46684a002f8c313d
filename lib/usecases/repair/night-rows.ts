/** The rows that a revision keeps in files of the whole night. */

import { versionOf } from "../../core/fingerprint/versions.ts";
import type { Group } from "../../core/schema/group.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { Recovery } from "../../core/schema/recovery.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { createScopeRows, type ScopeRows } from "./scope-rows.ts";

export interface NightRows {
  readonly groups: ScopeRows<Group>;
  readonly recoveries: ScopeRows<Recovery>;
  readonly ledger: ScopeRows<LedgerLine>;
}

/** `versions` are those of the fingerprints that the next revision groups by. */
export function createNightRows(
  store: ReportStore,
  manifest: Manifest,
  versions: readonly string[],
  signal: AbortSignal,
): NightRows {
  const read = <Row extends Group | Recovery | LedgerLine>(
    dataset: "groups" | "recoveries" | "ledgers",
    schema: Row["schema"],
  ) => createScopeRows<Row>(store, manifest, { dataset, schema }, signal);
  const groups = read<Group>("groups", "job-audit/group/v1");
  return {
    groups: { of: (scope) => ofVersions(groups.of(scope), versions) },
    recoveries: read<Recovery>("recoveries", "job-audit/recovery/v1"),
    ledger: read<LedgerLine>("ledgers", "job-audit/ledger/v1"),
  };
}

async function* ofVersions(groups: AsyncIterable<Group>, versions: readonly string[]): AsyncGenerator<Group> {
  for await (const group of groups) if (versions.includes(versionOf(group.fingerprint))) yield group;
}
