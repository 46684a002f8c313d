/** What `demo --json` prints for a morning: one object, whose keys scripts rely on. */

import type { FoundMorning } from "../../emulator/scenario/compare-morning.ts";
import { buildCard } from "../../lib/core/alerts/alert-card.ts";
import type { AlertMessage } from "../../lib/core/alerts/alert-message.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";

interface ShownMorning {
  readonly night: string;
  readonly read: ReadMorning | null;
  readonly differences: readonly string[];
}

interface ReadMorning {
  readonly morning: {
    readonly night: { readonly manifest: Pick<Manifest, "status" | "jobs" | "byState" | "byVerdict"> };
    readonly alerts: readonly AlertMessage[];
  };
  readonly found: FoundMorning;
}

export function demoObject({ night, read, differences }: ShownMorning): object {
  return { night, ...(read && readObject(read)), asPlanted: differences.length === 0, differences };
}

function readObject({ morning, found }: ReadMorning): object {
  const { status, jobs, byState, byVerdict } = morning.night.manifest;
  const { findings, carried, amendments, failedAgain, recovered, queues, worse, incidents } = found;
  return {
    status,
    jobs,
    counts: { byState, byVerdict },
    findings: findings.length,
    carried: carried.length,
    amendments: amendments.length,
    failedAgain: failedAgain.length,
    recovered: recovered.length,
    queues: queues.length,
    worse,
    incidents,
    alerts: morning.alerts.map((message) => ({ title: buildCard(message, "en").title, items: message.items.length })),
  };
}
