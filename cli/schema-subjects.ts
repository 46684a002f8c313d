/** What each kind of file is, in one line for a list, and the dataset that it lies in. */

import type { catalogue } from "../lib/core/schema/catalogue.ts";

export type SchemaName = keyof typeof catalogue;

interface SchemaSubject {
  readonly dataset: string;
  readonly subject: string;
}

export const schemaSubjects: Readonly<Record<SchemaName, SchemaSubject>> = {
  finding: { dataset: "findings", subject: "a job of the night that failed or is stuck" },
  group: { dataset: "groups", subject: "the findings of one scope with one fingerprint" },
  "open-job": { dataset: "open", subject: "a job that had not ended when it was seen" },
  carried: { dataset: "carried", subject: "an open job of an earlier night, stuck still" },
  amendment: { dataset: "amendments", subject: "a later outcome of an earlier night's job" },
  recovery: { dataset: "recoveries", subject: "a job that succeeded where another had failed" },
  queue: { dataset: "queues", subject: "a queue as it was when the night was read" },
  ledger: { dataset: "ledgers", subject: "how one window of a scope was read" },
  threshold: { dataset: "thresholds", subject: "from when on a scope's jobs are stuck, and why" },
  summary: { dataset: "summaries", subject: "counts, rates and durations by scope" },
  manifest: { dataset: "manifests", subject: "every file of one revision of a night" },
  commit: { dataset: "commits", subject: "names the manifest that counts; written once" },
  "rate-test": { dataset: "tests", subject: "a rate that was tested for a spike, with every number" },
  "series-night": { dataset: "series", subject: "a night in short, for statistics" },
  signals: { dataset: "diffs", subject: "what of a diff deserves attention" },
  incidents: { dataset: "incidents", subject: "what is wrong over several nights" },
  delivery: { dataset: "alerts", subject: "that something is sent to a sink, or came of it" },
  regression: { dataset: "diffs", subject: "one change against the nights before" },
  diff: { dataset: "diffs", subject: "what a night comes to against those before" },
  "diff-manifest": { dataset: "manifests", subject: "every file of one diff" },
  "diff-commit": { dataset: "commits", subject: "names the diff that counts; written once" },
  restart: { dataset: "watch", subject: "that a run which broke off was started again" },
  probe: { dataset: "probes", subject: "what was measured of the service, with evidence" },
};
