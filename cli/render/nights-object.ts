/** What `nights --json` prints: one object, whose keys scripts rely on. */

import type { ListedNight } from "../../lib/usecases/report/list-nights.ts";

export interface NightsObject {
  readonly family: string;
  readonly location: string;
  readonly from: string;
  readonly to: string;
  /** Whether no night since the first committed one is missing, incomplete or damaged. */
  readonly complete: boolean;
  readonly nights: readonly NightObject[];
}

export interface NightObject {
  readonly night: string;
  readonly status: ListedNight["status"];
  readonly revision: number | null;
  /** ISO 8601: when that revision was committed. */
  readonly committedAt: string | null;
  readonly jobs: number | null;
  readonly byVerdict: Readonly<Record<string, number>>;
  readonly holes: number | null;
  readonly diff: { readonly revision: number; readonly worse: number } | null;
  readonly commit: string | null;
  readonly manifest: string | null;
  readonly problem: string | null;
}

export interface NightsFrame {
  readonly family: string;
  readonly location: string;
  readonly from: string;
  readonly to: string;
}

export function nightsObject(
  { family, location, from, to }: NightsFrame,
  nights: readonly ListedNight[],
): NightsObject {
  return { family, location, from, to, complete: isComplete(nights), nights: nights.map(nightObject) };
}

/** Nights before the first committed one were never audited: no gap is between them and anything. */
function isComplete(nights: readonly ListedNight[]): boolean {
  const first = nights.findIndex(({ status }) => status !== "missing");
  return first !== -1 && nights.slice(first).every(({ status }) => status === "complete");
}

function nightObject({ date, status, committed, diff, problem }: ListedNight): NightObject {
  const { manifest } = committed ?? {};
  return {
    night: date,
    status,
    revision: manifest?.revision ?? null,
    committedAt: committed?.commit.committedAt ?? null,
    jobs: manifest?.jobs ?? null,
    byVerdict: manifest?.byVerdict ?? {},
    holes: manifest?.holes.length ?? null,
    diff: diff && { revision: diff.revision, worse: diff.worse },
    commit: committed?.key ?? null,
    manifest: committed?.commit.manifest ?? null,
    problem: problem?.message ?? null,
  };
}
