/** How long until the first jobs of a night that is not audited may be lost. */

import { daysText } from "../../core/days-text.ts";
import { isoInstant } from "../../core/instant.ts";
import { nightSpan, shiftNight } from "../../core/night.ts";
import { retainedFor } from "../../core/probe-measured.ts";
import type { ValueOf } from "../../core/schema/probe.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { AuditRequest } from "../audit/audit-request.ts";
import { findDueNights } from "../audit/missed-nights.ts";
import type { Told } from "./told.ts";

type Request = Pick<AuditRequest, "name" | "timeZone" | "catchUpNights" | "assumedRetentionMs">;

export interface Reckoning {
  readonly store: ReportStore;
  /** Whose night is the newest one that is over. */
  readonly request: Request;
  readonly now: number;
  readonly retention: ValueOf<"retention"> | null;
}

export async function reckonLoss(
  { store, request, now, retention }: Reckoning,
  signal: AbortSignal,
): Promise<Told<"loss">> {
  const { name, timeZone, catchUpNights, assumedRetentionMs } = request;
  const due = await findDueNights(store, { newest: name, nights: catchUpNights }, signal);
  const missed = due.find(({ commit }) => commit === null)?.name.date ?? null;
  const night = missed ?? shiftNight(name.date, 1);
  const { from } = nightSpan(night, timeZone);
  const retained = retainedFor(retention, assumedRetentionMs);
  const lostInMs = from + retained.ms - now;
  const value = { night, from: isoInstant(from), lostInMs, by: retained.by };
  const when =
    lostInMs < 0 ? "its first jobs may be lost already" : `its first jobs may be lost in ${daysText(lostInMs)}`;
  const what =
    missed === null ? `none of the nights that are over; of ${night}, which is the next,` : `${night} is not audited;`;
  return { value, answer: `${what} ${when} (retention ${retained.by}: ${daysText(retained.ms)})` };
}
