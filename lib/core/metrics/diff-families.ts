/** What the diff of a night and the incidents behind it come to. Each rule and severity is told, with 0 where nothing is open. */

import { isLive } from "../incidents/inhibit.ts";
import type { Diff } from "../schema/diff.ts";
import type { Incidents } from "../schema/incidents.ts";
import { alertRules, severities } from "../schema/signals.ts";
import type { MetricFamily } from "./metric-family.ts";
import { createSampleSums, type SampleSums } from "./sample-sums.ts";

export interface MeasuredDiff {
  readonly diff: Pick<Diff, "family" | "headline">;
  readonly revision: number;
  /** As they stand behind the night; null: they were not kept. */
  readonly incidents: Pick<Incidents, "incidents"> | null;
}

export function diffFamilies({
  diff: { family, headline },
  revision,
  incidents,
}: MeasuredDiff): readonly MetricFamily[] {
  const sums = createSampleSums();
  sums.add("job_audit_diff_revision", { family }, revision);
  sums.add("job_audit_diff_worse", { family }, headline.worse);
  for (const [state, groups] of Object.entries(headline.groups)) {
    sums.add("job_audit_diff_groups", { family, state }, groups);
  }
  for (const [outcome, jobs] of Object.entries(headline.carried)) {
    sums.add("job_audit_diff_carried_jobs", { family, outcome }, jobs);
  }
  const { spikes: spike, drifts: drift, slow } = headline.rates ?? {};
  for (const [kind, changes] of Object.entries({ spike, drift, slow })) {
    if (changes !== undefined) sums.add("job_audit_diff_rate_changes", { family, kind }, changes);
  }
  sums.add("job_audit_diff_queue_changes", { family }, headline.queues);
  if (incidents !== null) addIncidents(sums, family, incidents);
  return sums.families();
}

function addIncidents(sums: SampleSums, family: Diff["family"], { incidents }: Pick<Incidents, "incidents">): void {
  for (const rule of alertRules) {
    for (const severity of severities) sums.add("job_audit_incidents_open", { family, rule, severity }, 0);
  }
  for (const { rule, severity } of incidents.filter(isLive)) {
    sums.add("job_audit_incidents_open", { family, rule, severity }, 1);
  }
}
