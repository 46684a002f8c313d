/** Whether an audit found what was there, no more and no less. */

import type { Finding, Truth } from "./truth.ts";

export interface Found {
  /** Jobs that the audit counted in the night. */
  readonly jobs: number;
  /** How many of them were seen in each state. */
  readonly states: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly jobId: string; readonly verdict: string }[];
}

/** One text for each difference; empty when there is none. */
export function compareWithTruth(truth: Truth, found: Found): string[] {
  const planted = new Map(truth.findings.map(({ jobId, verdict }) => [jobId, verdict]));
  const seen = new Set(found.findings.map(({ jobId }) => jobId));
  return [
    ...(truth.jobs === found.jobs
      ? []
      : [`${truth.jobs} jobs were created in the night, and ${found.jobs} were counted`]),
    ...otherStates(truth.states, found.states),
    ...truth.findings.filter(({ jobId }) => !seen.has(jobId)).map(missed),
    ...found.findings.flatMap(({ jobId, verdict }) => wrongVerdict(jobId, verdict, planted.get(jobId))),
    ...repeated(found.findings.map(({ jobId }) => jobId)).map((jobId) => `job ${jobId} was found more than once`),
  ];
}

function otherStates(planted: Truth["states"], found: Found["states"]): readonly string[] {
  const states = [...new Set([...Object.keys(planted), ...Object.keys(found)])].sort();
  return states
    .filter((state) => (planted[state] ?? 0) !== (found[state] ?? 0))
    .map((state) => `${planted[state] ?? 0} jobs are ${state}, and ${found[state] ?? 0} were counted so`);
}

function missed({ jobId, verdict }: Finding): string {
  return `job ${jobId} is ${verdict}, and was not found`;
}

function wrongVerdict(jobId: string, verdict: string, planted: string | undefined): readonly string[] {
  if (planted === undefined)
    return [`job ${jobId} was found as ${verdict}, and nothing is wrong with it in this night`];
  return planted === verdict ? [] : [`job ${jobId} is ${planted}, and was found as ${verdict}`];
}

function repeated(ids: readonly string[]): readonly string[] {
  const once = new Set<string>();
  const more = new Set<string>();
  for (const id of ids) (once.has(id) ? more : once).add(id);
  return [...more];
}
