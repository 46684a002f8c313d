/** Answers to the questions of docs/query.md, worked out of the files without SQL. Values are as a DuckDB gives them. */

import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { ScopeSummary, Summary } from "../../lib/core/schema/summary.ts";
import { shownInstant } from "./duckdb.ts";
import { groupRows, type Stored, storedLines } from "./stored-lines.ts";

export function failuresByCode(findings: readonly Stored<Finding>[], night: string) {
  const failed = findings.filter(({ date, verdict }) => date === night && verdict === "failed");
  const counted = groupRows(failed, ({ bucket, queueId, code }) => [bucket, queueId, code]).map((rows) => {
    const [{ bucket, queueId, code }] = rows;
    const times = rows.map(({ createdAt }) => shownInstant(createdAt)).sort();
    return { bucket, queueId, code, jobs: rows.length, first: times[0], last: times.at(-1) };
  });
  const sorted = inOrder(counted, ({ jobs, bucket, queueId, code }) => [-jobs, bucket, queueId, code]);
  return sorted.map((row) => ({ ...row, jobs: String(row.jobs) }));
}

export function failingOperations(folder: string) {
  const operations = scopesOf(folder).flatMap(({ date, operations }) => operations.map((row) => ({ ...row, date })));
  const rates = groupRows(operations, ({ date, operation }) => [date, operation]).map((rows) => {
    const [{ date, operation }] = rows;
    const failed = rows.reduce((sum, row) => sum + row.failed, 0);
    const ended = rows.reduce((sum, row) => sum + row.failed + row.succeeded, 0);
    return { date, operation, failed, ended, percent: Math.round((1000 * failed) / ended) / 10 };
  });
  const failing = rates.filter(({ failed }) => failed > 0);
  const sorted = inOrder(failing, ({ percent, date, operation }) => [-percent, date, operation]);
  return sorted.map((row) => ({ ...row, failed: String(row.failed), ended: String(row.ended) }));
}

export function longestRuns(folder: string) {
  const ran = scopesOf(folder).filter(({ run }) => run.count > 0);
  const sorted = inOrder(ran, ({ run, date, bucket, queueId, tag }) => [
    -Number(run.p90Ms),
    date,
    bucket,
    queueId,
    tag,
  ]);
  return sorted.slice(0, 20).map(({ date, bucket, queueId, tag, complete, run }) => ({
    ...{ date, bucket, queueId, tag, complete, ended: String(run.count) },
    ...{ p50Ms: String(run.p50Ms), p90Ms: String(run.p90Ms), p99Ms: String(run.p99Ms) },
  }));
}

function scopesOf(folder: string): Stored<ScopeSummary>[] {
  return storedLines<Summary>(folder, "summaries").flatMap(({ scopes, date }) =>
    scopes.map((scope) => ({ ...scope, date })),
  );
}

const hanging = ["stuck.queued", "stuck.running", "held", "unrecognised"];

export function hungJobs(folder: string) {
  const carried = storedLines<Carried>(folder, "carried");
  const ends = new Map(storedLines<Amendment>(folder, "amendments").map((row) => [row.jobId, row]));
  const hung = storedLines<Finding>(folder, "findings").filter(({ verdict }) => hanging.includes(verdict));
  const followed = hung.map(({ date, bucket, queueId, jobId, verdict }) => {
    const nights = carried.filter((row) => row.jobId === jobId).length;
    const end = ends.get(jobId);
    const became = end?.change === "ended" ? end.state : (end?.change ?? "open");
    return { night: date, bucket, queueId, jobId, verdict, nights, learned: end?.date ?? null, became };
  });
  const sorted = inOrder(followed, ({ nights, night, bucket, jobId }) => [-nights, night, bucket, jobId]);
  return sorted.map(({ nights, ...row }) => ({ ...row, nights_carried: String(nights) }));
}

export function failedAgain(folder: string) {
  const again = groupRows(failedJobs(folder), (job) => JSON.stringify(workOf(job)))
    .map((jobs) => ({ jobs, nights: [...new Set(jobs.map(({ night }) => night))].sort() }))
    .filter(({ nights }) => nights.length > 1);
  const answers = again.map(({ jobs, nights }) => ({
    ...workOf(jobs[0]),
    ...{ nights: nights.length, jobs: jobs.length, first: nights[0], last: nights.at(-1) },
    codes: [...new Set(jobs.map(({ code }) => code))].sort(),
  }));
  const sorted = inOrder(answers, ({ nights, jobs, input_bucket, input, tag }) => {
    return [-nights, -jobs, input_bucket, input, tag];
  });
  return sorted.map((row) => ({ ...row, nights: String(row.nights), jobs: String(row.jobs) }));
}

type FailedJob = (Finding | Amendment) & { readonly night: string };

/** With an input. A night's own findings, and what a later one learned of it. */
function failedJobs(folder: string): readonly FailedJob[] {
  const found = storedLines<Finding>(folder, "findings").map((row) => ({ ...row, night: row.date }));
  return [...found, ...storedLines<Amendment>(folder, "amendments")].filter(
    ({ verdict, input }) => verdict === "failed" && input?.object,
  );
}

function workOf({ input, bucket, tag, operation }: FailedJob) {
  return {
    ...{ input_bucket: input?.bucket ?? bucket, input: input?.object ?? "", tag },
    ...{ template: operation?.templateId ?? null, rule: operation?.rule ?? null },
  };
}

/** Sorted by the first of these, then by the next. */
function inOrder<Row>(rows: readonly Row[], keysOf: (row: Row) => readonly (string | number)[]): Row[] {
  return [...rows].sort((a, b) => {
    const others = keysOf(b);
    for (const [at, key] of keysOf(a).entries()) {
      const other = others[at] ?? "";
      if (key !== other) return key < other ? -1 : 1;
    }
    return 0;
  });
}
