/**
 * The thresholds of a repair: learned from the nights that the revision names as heeded, as they were then. So what is
 * read again is judged as the rest of the night was, and a night that was repaired in the meantime changes nothing.
 */

import { StoreError } from "../../core/errors.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { type CommittedNight, readNightNamed } from "../report/read-commit.ts";
import { learnThresholds } from "../thresholds/learn-thresholds.ts";
import type { NightThresholds } from "../thresholds/night-thresholds.ts";

export interface ThresholdsRequest {
  readonly plan: Pick<NightPlan, "name" | "inputs">;
  readonly request: AuditRequest;
  readonly before: { readonly manifest: Pick<Manifest, "inputs"> };
}

export async function repairThresholds(
  store: ReportStore,
  { plan, request, before }: ThresholdsRequest,
  signal: AbortSignal,
): Promise<NightThresholds> {
  const inputs: CommittedNight[] = [];
  const named = request.learning === undefined ? [] : before.manifest.inputs;
  for (const input of named.filter(({ night }) => night < plan.name.date)) {
    const night = await readInput(store, plan, input, signal);
    if (night !== null) inputs.push(night);
  }
  return learnThresholds(store, { request, plan: { name: plan.name, inputs } }, signal);
}

/** Null for one that cannot be read any more: whoever sees its jobs again tells of that. */
async function readInput(
  store: ReportStore,
  { name, inputs }: ThresholdsRequest["plan"],
  { night, manifest }: Manifest["inputs"][number],
  signal: AbortSignal,
): Promise<CommittedNight | null> {
  const known = inputs.find(({ commit }) => commit.manifest === manifest);
  if (known !== undefined) return known;
  try {
    return await readNightNamed(store, { family: name.family, date: night }, manifest, signal);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
