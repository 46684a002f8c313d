/** What a message of a night says beside its items: where the report is, and the night in five numbers. */

import type { AlertMessage } from "../../core/alerts/alert-message.ts";
import { StoreError } from "../../core/errors.ts";
import { isLive } from "../../core/incidents/inhibit.ts";
import type { NightName } from "../../core/key.ts";
import type { Names } from "../../core/names.ts";
import type { DiffManifest } from "../../core/schema/diff.ts";
import type { Incidents } from "../../core/schema/incidents.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readCommittedDiff } from "../diff/read-diff.ts";
import { knownNames } from "../report/known-names.ts";
import { readCommittedNight } from "../report/read-commit.ts";

export type MessageFrame = Pick<AlertMessage, "night" | "status" | "commit" | "page" | "headline"> & Names;

interface FrameRequest {
  readonly name: NightName;
  readonly incidents: Incidents;
  /** Where people find what lies in the report, without a slash at its end; null: nowhere. */
  readonly pageBase: string | null;
}

export async function readMessageFrame(
  store: ReportStore,
  { name, incidents, pageBase }: FrameRequest,
  signal: AbortSignal,
): Promise<MessageFrame> {
  const diff = await readCommittedDiff(store, name, signal);
  const night = await readCommittedNight(store, name, signal);
  if (diff === null || night === null) throw new StoreError(`Cannot tell of ${name.date}: its report is gone`);
  const { jobs, byState, byVerdict, holes } = night.manifest;
  return {
    night: name,
    status: diff.manifest.status,
    commit: diff.key,
    page: pageOf(diff.manifest, pageBase),
    // An alert that names ids is better than none.
    ...(await knownNames(store, night.manifest, signal)),
    headline: {
      jobs,
      failed: byState["Failed"] ?? 0,
      findings: Object.values(byVerdict).reduce((sum, count) => sum + count, 0),
      openIncidents: incidents.incidents.filter(isLive).length,
      holes: holes.length,
    },
  };
}

function pageOf({ files }: DiffManifest, pageBase: string | null): string | null {
  const page = files.find(({ dataset }) => dataset === "page");
  return page === undefined || pageBase === null ? null : `${pageBase}/${page.key}`;
}
