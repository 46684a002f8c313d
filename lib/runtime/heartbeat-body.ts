/**
 * What the heartbeat is told of a run: counts, and the commits with their hashes. Kept by somebody else, these tell later
 * whether a commit is still the one that was made.
 */

import { sha256Hex } from "../core/hash.ts";
import type { NightName } from "../core/key.ts";
import { codeOf } from "../core/told-code.ts";
import { amount } from "../core/words.ts";
import type { ReportStore } from "../ports/report-store.ts";
import { producer } from "./producer.ts";

/** Of what the audit function returns, what is told. */
export interface ToldRun {
  readonly nights: readonly ToldNight[];
  readonly failures: readonly (NightName & { readonly step: string; readonly code: string })[];
  readonly left: readonly (NightName & { readonly step: string })[];
  readonly underWay?: readonly (NightName & { readonly shards: number; readonly done: number })[];
}

interface ToldNight extends NightName {
  readonly commit: string;
  readonly status: "complete" | "incomplete";
  readonly jobs: number;
  readonly findings: number;
  readonly holes: number;
}

/** Messages of errors are left out: codes say enough, and hold nothing secret. */
export async function heartbeatBody(
  store: ReportStore,
  { result, error }: { readonly result: ToldRun | null; readonly error: unknown },
  signal: AbortSignal,
): Promise<string> {
  const { nights, failures, left, underWay = [] }: ToldRun = result ?? { nights: [], failures: [], left: [] };
  const committed: string[] = [];
  for (const night of nights) committed.push(...(await nightLines(store, night, signal)));
  return [
    `${producer.name} ${producer.version}, audit`,
    ...(error === null ? [] : [`error: ${codeOf(error)}`]),
    ...committed,
    ...failures.map(({ family, date, step, code }) => `failed: ${step} of ${family} ${date}, ${code}`),
    ...left.map(({ family, date, step }) => `left: ${step} of ${family} ${date}`),
    ...underWay.map(
      ({ family, date, shards, done }) => `under way: ${family} ${date}, ${done} of ${shards} shards read`,
    ),
    "",
  ].join("\n");
}

async function nightLines(store: ReportStore, night: ToldNight, signal: AbortSignal): Promise<readonly string[]> {
  const { family, date, status, jobs, findings, holes, commit } = night;
  const counts = `${amount(jobs, "job")}, ${amount(findings, "finding")}, ${amount(holes, "hole")}`;
  return [`${family} ${date} ${status}: ${counts}`, `  ${commit} sha256 ${await hashAt(store, commit, signal)}`];
}

/** Of the bytes as they are stored. */
async function hashAt(store: ReportStore, key: string, signal: AbortSignal): Promise<string> {
  try {
    const bytes = await store.get(key, signal);
    return bytes === null ? "unknown: it is gone" : sha256Hex(bytes);
  } catch (error) {
    return `unknown: ${codeOf(error)}`;
  }
}
