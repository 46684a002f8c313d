/** What is committed of each night of a span: asked for by key, never by a list, so that a gap is seen as one. */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { DiffManifest } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readCommittedDiff } from "../diff/read-diff.ts";
import { type CommittedNight, readCommittedNight } from "./read-commit.ts";

export interface ListedNight {
  readonly date: string;
  readonly status: "complete" | "incomplete" | "missing" | "damaged";
  /** Null unless complete or incomplete. */
  readonly committed: CommittedNight | null;
  /** Of the newest diff, if it is of the revision that counts. */
  readonly diff: DiffManifest | null;
  /** What is wrong with a damaged one. */
  readonly problem: StoreError | null;
}

export interface NightsRequest {
  readonly family: FamilyName;
  /** Dates; both are listed. */
  readonly from: string;
  readonly to: string;
  /** Nights that are asked for at the same time. */
  readonly concurrency: number;
}

/** The earliest first. Throws `StoreError` when no night at all can be asked for: then it is the store. */
export async function listNights(
  store: ReportStore,
  request: NightsRequest,
  signal: AbortSignal,
): Promise<readonly ListedNight[]> {
  const { family, concurrency } = request;
  const read = (date: string) => readNight(store, { family, date }, signal);
  const nights = await pMap(datesOf(request), read, { concurrency });
  const [first] = nights;
  if (first?.problem != null && nights.every(({ status }) => status === "damaged")) throw first.problem;
  return nights;
}

function datesOf({ from, to }: NightsRequest): readonly string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = shiftNight(date, 1)) dates.push(date);
  return dates;
}

/** A night that cannot be read is told of, and does not hide the others. */
async function readNight(store: ReportStore, name: NightName, signal: AbortSignal): Promise<ListedNight> {
  const { date } = name;
  const nothing = { date, committed: null, diff: null, problem: null };
  try {
    const committed = await readCommittedNight(store, name, signal);
    if (committed === null) return { ...nothing, status: "missing" };
    const diff = (await readCommittedDiff(store, name, signal))?.manifest ?? null;
    const isCurrent = diff?.of.manifest === committed.commit.manifest;
    return { ...nothing, status: committed.manifest.status, committed, diff: isCurrent ? diff : null };
  } catch (problem) {
    if (problem instanceof StoreError) return { ...nothing, status: "damaged", problem };
    throw problem;
  }
}
