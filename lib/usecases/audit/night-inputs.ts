/**
 * The committed nights that a night heeds, so that late outcomes arrive whatever the order of the commits: those
 * before it, whose open jobs it sees again, and those after it, which may have told of the same jobs already. And
 * those before it whose open jobs nobody sees again from now on: they do not fall out of the reports in silence.
 */

import pMap from "p-map";
import { overlapNights } from "../../core/fingerprint/night-versions.ts";
import { nightSpan, shiftNight } from "../../core/night.ts";
import { damageHoles } from "../../core/report-damage.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import type { AuditRequest } from "./audit-request.ts";
import type { Neighbours } from "./night-plan.ts";
import { createNightReader, type DamagedNight, type NightReader } from "./night-reader.ts";

/** Each night is asked for by its key, and most answers are small. */
const concurrency = 8;

type NeighboursRequest = Pick<AuditRequest, "name" | "timeZone" | "regions" | "catchUpNights" | "openMaxAgeNights">;

/** A damaged night is a hole, and as good as not committed: the previous one is then the newest that can be read. */
export async function readNeighbours(
  store: ReportStore,
  request: NeighboursRequest,
  now: number,
  signal: AbortSignal,
): Promise<Required<Neighbours>> {
  const { name, catchUpNights, openMaxAgeNights } = request;
  const nights = createNightReader(store, name.family, signal);
  const inputs = await readAll(nights, inputDates(request, now), signal);
  const next = await nights.read(shiftNight(name.date, 1));
  const newest = await readNewest(nights, name.date, Math.max(catchUpNights, 2 * openMaxAgeNights));
  const isNear = newest !== null && newest.manifest.night >= shiftNight(name.date, -catchUpNights);
  const outdated = newest === null ? [] : await readAll(nights, outdatedDates(request, newest), signal);
  const damaged = nights.damaged().flatMap((night) => holesOf(night, request));
  // Behind those that are damaged: what is read for this alone is no loss to the night.
  const compared = newest ?? (await readNewest(nights, name.date, overlapNights));
  return { previous: isNear ? newest : null, newest: compared, next, inputs, outdated, damaged };
}

/**
 * In the order of nights. Of the later ones, all that may be over anywhere on Earth: when they were settled is a matter
 * of the settings of the run that committed them.
 */
function inputDates({ name, openMaxAgeNights }: NeighboursRequest, now: number): readonly string[] {
  const today = new Date(now).toISOString().slice(0, 10);
  const days = Array.from({ length: openMaxAgeNights }, (_, index) => index + 1);
  const before = days.map((back) => shiftNight(name.date, -back)).reverse();
  return [...before, ...days.map((ahead) => shiftNight(name.date, ahead)).filter((date) => date <= today)];
}

/**
 * What the newest night before could reach by today's `openMaxAge`, or did reach by that of its own settings, and this
 * one cannot: each night is outdated once, however many were missed in between.
 */
function outdatedDates({ name, openMaxAgeNights }: NeighboursRequest, { manifest }: CommittedNight): readonly string[] {
  const reached = manifest.inputs.map(({ night }) => night).filter((night) => night < manifest.night);
  const reachable = Array.from({ length: openMaxAgeNights + 1 }, (_, back) => shiftNight(manifest.night, -back));
  const oldest = shiftNight(name.date, -openMaxAgeNights);
  return [...new Set([...reached, ...reachable])].filter((date) => date < oldest).sort();
}

async function readAll(
  nights: NightReader,
  dates: readonly string[],
  signal: AbortSignal,
): Promise<readonly CommittedNight[]> {
  const read = await pMap(dates, (date) => nights.read(date), { concurrency, signal });
  return read.filter((night) => night !== null);
}

/** The newest one before `date` that can be read, at most `days` back. */
async function readNewest(nights: NightReader, date: string, days: number): Promise<CommittedNight | null> {
  for (let back = 1; back <= days; back += 1) {
    const night = await nights.read(shiftNight(date, -back));
    if (night !== null) return night;
  }
  return null;
}

/** Nothing is known of the night but its name. */
function holesOf({ night, problem }: DamagedNight, { timeZone, regions }: NeighboursRequest) {
  const lost = "its open jobs are not seen again, and what it told of others is told again";
  return damageHoles({ night, span: nightSpan(night, timeZone), regions, seen: problem, lost });
}
