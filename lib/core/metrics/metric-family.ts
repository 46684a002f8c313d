/**
 * Metric families: what can be measured of a night, a diff and a run, by name, with what it means and its labels.
 *
 * All are gauges: each file tells of one night, and the next night's number may be lower. A counter that starts anew each
 * night at any number would be taken for one that went on. Units stand in names, as the OpenMetrics specification and the
 * naming practices of Prometheus have it. No label holds a job, a message or an object; the service's names stand in
 * those of places alone.
 */

/** Of a place: `queue` and `tag` are `*` where a night has more scopes than labels are made of. */
const place = ["family", "region", "bucket", "queue", "tag"] as const;

export const metricCatalogue = {
  job_audit_build_info: { help: "Version of the program that wrote this, always 1.", labels: ["version"] },

  job_audit_night_start_timestamp_seconds: { help: "Where the night begins, Unix time.", labels: ["family"] },
  job_audit_night_end_timestamp_seconds: { help: "Where the night ends, Unix time.", labels: ["family"] },
  job_audit_night_committed_timestamp_seconds: { help: "When the night was committed, Unix time.", labels: ["family"] },
  job_audit_night_revision: { help: "Revision of the night, from 1 on.", labels: ["family"] },
  job_audit_night_complete: { help: "Whether the night has no holes, 1 or 0.", labels: ["family"] },
  job_audit_night_coverage_ratio: {
    help: "Share of the night that was read, over all scopes, from 0 to 1; none while places could not be listed.",
    labels: ["family"],
  },
  job_audit_night_unlisted_places: {
    help: "Regions, buckets and queues whose scopes could not be listed, and so are not counted anywhere.",
    labels: ["family"],
  },
  job_audit_night_holes: { help: "Holes of the night by their cause.", labels: ["family", "cause"] },
  job_audit_night_unread_seconds: { help: "Time of the night that could not be read.", labels: place },
  job_audit_night_scopes: { help: "Scopes that the night asked for.", labels: place },
  job_audit_night_incomplete_scopes: { help: "Scopes of the night that have holes.", labels: place },
  job_audit_night_jobs: { help: "Jobs of the night by their state when it was judged.", labels: [...place, "state"] },
  job_audit_night_findings: { help: "Findings of the night by verdict.", labels: [...place, "verdict"] },
  job_audit_night_stuck_jobs: { help: "Jobs that wait or run for too long, of all findings.", labels: place },
  job_audit_night_failure_ratio: { help: "Failed of ended jobs, from 0 to 1.", labels: place },
  job_audit_night_job_wait_seconds: {
    help: "From creation to start of jobs that ended, by quantile.",
    labels: [...place, "quantile"],
  },
  job_audit_night_job_run_seconds: {
    help: "From start to end of jobs that ended, by quantile.",
    labels: [...place, "quantile"],
  },
  job_audit_night_windows: { help: "Windows that were read.", labels: place },
  job_audit_night_pages: { help: "Pages of jobs that were read.", labels: place },
  job_audit_night_page_retries: { help: "Pages that had to be asked for again.", labels: place },
  job_audit_night_duplicate_jobs: { help: "Jobs that were listed more than once.", labels: place },
  job_audit_night_rows: { help: "Lines of the report by dataset.", labels: ["family", "dataset"] },
  job_audit_night_report_bytes: { help: "Size of the report as stored, by dataset.", labels: ["family", "dataset"] },

  job_audit_run_duration_seconds: {
    help: "From the plan of the night to its commit, in the run that committed it.",
    labels: ["family"],
  },
  job_audit_run_step_duration_seconds: { help: "Time of the steps of that run.", labels: ["family", "step"] },
  job_audit_run_resumed_windows: { help: "Windows that earlier runs had read.", labels: ["family"] },
  job_audit_run_requests: { help: "Requests that were sent, by operation.", labels: ["family", "operation"] },
  job_audit_run_request_retries: { help: "Requests that were sent again.", labels: ["family", "operation"] },
  job_audit_run_throttled_requests: { help: "Requests that the service put off.", labels: ["family", "operation"] },
  job_audit_run_failed_requests: { help: "Requests that were given up.", labels: ["family", "operation"] },

  job_audit_diff_revision: { help: "Revision of the diff, from 1 on.", labels: ["family"] },
  job_audit_diff_worse: { help: "Lines of the diff that say that something got worse.", labels: ["family"] },
  job_audit_diff_groups: { help: "Groups of the diff by their state.", labels: ["family", "state"] },
  job_audit_diff_carried_jobs: {
    help: "Open jobs of earlier nights by what became of them.",
    labels: ["family", "outcome"],
  },
  job_audit_diff_rate_changes: { help: "Rates that changed, by kind.", labels: ["family", "kind"] },
  job_audit_diff_queue_changes: { help: "Changes of queues.", labels: ["family"] },
  job_audit_incidents_open: {
    help: "Incidents that are open behind the night.",
    labels: ["family", "rule", "severity"],
  },
} as const satisfies Record<string, { readonly help: string; readonly labels: readonly string[] }>;

export type MetricName = keyof typeof metricCatalogue;

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricFamily {
  readonly name: MetricName;
  readonly samples: readonly Sample[];
}

/** In the order of the catalogue; samples of one family that come from several places stand together. */
export function mergeFamilies(families: readonly MetricFamily[]): readonly MetricFamily[] {
  const names = Object.keys(metricCatalogue) as MetricName[];
  return names.flatMap((name) => {
    const samples = families.filter((family) => family.name === name).flatMap((family) => family.samples);
    return samples.length === 0 ? [] : [{ name, samples }];
  });
}
