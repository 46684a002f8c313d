/** A manifest as tests want it: whole, but for what a test changes. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";

export const night = { family: "pic", date: "2026-11-21" } as const;

export function aManifest(change: Partial<Manifest> = {}): Manifest {
  return {
    schema: "job-audit/manifest/v1",
    family: night.family,
    night: night.date,
    revision: 1,
    runId: "0123456789abcdef",
    producer: { name: "job-audit", version: "0.1.0" },
    timeZone: "Asia/Shanghai",
    span: { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" },
    asOf: "2026-11-21T18:00:00.000Z",
    status: "complete",
    settingsDigest: "ab".repeat(32),
    fingerprints: [{ version: "v1", since: night.date }],
    previous: null,
    inputs: [],
    jobs: 0,
    byState: {},
    byVerdict: {},
    scopes: [],
    excluded: [],
    notes: [],
    holes: [],
    files: [],
    ...change,
  };
}
