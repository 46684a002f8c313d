/** Messages and their incidents for tests, with what a test does not name filled in. */

import type { AlertItem, AlertMessage } from "../../../lib/core/alerts/alert-message.ts";
import type { Incident } from "../../../lib/core/schema/incidents.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";

export const queueId = "p0123456789abcdef0123456789abcdef";

const place = { region: "ap-chongqing", bucket: "photos-1250000000", queueId, tag: "PicProcess" };

export const lineHead = {
  schema: "job-audit/regression/v1",
  family: "pic",
  ...place,
  worse: true,
  baseline: "2026-11-20",
} as const;

export function groupLine(parts: Partial<Extract<Regression, { kind: "group" }>> = {}): Regression {
  return {
    ...lineHead,
    kind: "group",
    fingerprint: "v2:00",
    baselineState: "new",
    verdict: "failed",
    code: "InputFileNotFound",
    message: "the object does not exist",
    operation: null,
    before: 0,
    after: 1_234,
    firstSeen: "2026-11-21",
    lastSeen: "2026-11-21",
    knownCode: false,
    flapping: false,
    overGrouped: false,
    samples: [],
    ...parts,
  };
}

function incidentOf(parts: Partial<Incident> = {}): Incident {
  return {
    id: "1a2b3c4d5e6f",
    rule: "group.new",
    ...place,
    operation: null,
    fingerprint: "v2:00",
    severity: "warning",
    state: "open",
    openedOn: "2026-11-21",
    firingOn: "2026-11-21",
    resolvedOn: null,
    clean: 0,
    nights: 1,
    toldOn: "2026-11-21",
    toldSize: 1_234,
    toldSeverity: "warning",
    switches: ["2026-11-21"],
    inhibitedBy: null,
    evidence: groupLine(),
    ...parts,
  };
}

export function itemOf(parts: Partial<Incident> = {}, change: AlertItem["change"] = "opened"): AlertItem {
  const incident = incidentOf(parts);
  return { id: `${incident.id}-${change}`, change, incident };
}

export function messageOf(parts: Partial<AlertMessage> = {}): AlertMessage {
  return {
    id: "msg0123456789",
    at: Date.UTC(2026, 10, 21, 20),
    sample: false,
    night: { family: "pic", date: "2026-11-21" },
    status: "complete",
    commit: "v1/diffs/family=pic/date=2026-11-21/r0001.json",
    page: "https://reports.example.com/audits/v1/diffs/family=pic/date=2026-11-21/report.html",
    severity: "warning",
    items: [itemOf()],
    headline: { jobs: 41_250, failed: 702, findings: 715, openIncidents: 2, holes: 0 },
    ...parts,
  };
}

/** Many of them, all alike but for their ids. */
export function crowd(count: number, parts: Partial<Incident> = {}): readonly AlertItem[] {
  return Array.from({ length: count }, (_, index) => itemOf({ id: `id${index}`, ...parts }));
}
