/** The rows that a revision keeps in files of the whole night. */

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

export function createNightRows(store: ReportStore, manifest: Manifest, signal: AbortSignal): NightRows {
  const read = <Row extends Group | Recovery | LedgerLine>(
    dataset: "groups" | "recoveries" | "ledgers",
    schema: Row["schema"],
  ) => createScopeRows<Row>(store, manifest, { dataset, schema }, signal);
  return {
    groups: read<Group>("groups", "job-audit/group/v1"),
    recoveries: read<Recovery>("recoveries", "job-audit/recovery/v1"),
    ledger: read<LedgerLine>("ledgers", "job-audit/ledger/v1"),
  };
}
