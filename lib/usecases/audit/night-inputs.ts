/**
 * The committed nights that a night heeds, so that late outcomes arrive whatever the order of the commits: those
 * before it, whose open jobs it sees again, and those after it, which may have told of the same jobs already.
 */

import pMap from "p-map";
import { lastNightBefore, shiftNight } from "../../core/night.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type CommittedNight, readCommittedNight } from "../report/read-commit.ts";
import type { AuditRequest } from "./audit-request.ts";

/** Each night is asked for by its key, and most answers are small. */
const concurrency = 8;

type InputsRequest = Pick<AuditRequest, "name" | "timeZone" | "settleMs" | "openMaxAgeNights">;

/** In the order of nights. Of the nights after this one only those that are over at `now` can be committed. */
export async function readNightInputs(
  store: ReportStore,
  { name, timeZone, settleMs, openMaxAgeNights }: InputsRequest,
  now: number,
  signal: AbortSignal,
): Promise<readonly CommittedNight[]> {
  const last = lastNightBefore(now, timeZone, settleMs);
  const days = Array.from({ length: openMaxAgeNights }, (_, index) => index + 1);
  const before = days.map((back) => shiftNight(name.date, -back)).reverse();
  const after = days.map((ahead) => shiftNight(name.date, ahead)).filter((date) => date <= last);
  const read = (date: string) => readCommittedNight(store, { family: name.family, date }, signal);
  const nights = await pMap([...before, ...after], read, { concurrency, signal });
  return nights.filter((night) => night !== null);
}
