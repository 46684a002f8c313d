/** What a function makes of a committed diff for people: incidents, and alerts. None of it fails the diff. */

import { isAuditError } from "../core/errors.ts";
import { isLive } from "../core/incidents/inhibit.ts";
import type { NightName } from "../core/key.ts";
import type { DiffManifest } from "../core/schema/diff.ts";
import type { NotifyRequest } from "../usecases/notify/night-run.ts";
import { type NotifyResult, notifyNight } from "../usecases/notify/notify-night.ts";
import { withoutAbsent } from "../usecases/notify/without-absent.ts";
import type { Work } from "./function-spec.ts";

interface SentAlert {
  readonly sink: string;
  readonly date: string;
  readonly items: number;
}

/** What a function returns and logs of it. */
export interface AlertsTold {
  /** Key of the incidents as they stand behind the night; null: they could not be kept. */
  readonly incidents: string | null;
  /** Incidents that are open, those that come and go among them. */
  readonly open: number;
  readonly sent: readonly SentAlert[];
  /** The next run tries again. */
  readonly failed: readonly (SentAlert & { readonly reason: string })[];
  /** News that a silence holds back. */
  readonly silenced: number;
  /** News that another incident explains. */
  readonly inhibited: number;
  readonly problems: readonly string[];
}

/** Behind the diff of the night, as this run made or found it. */
export async function tellPeople(work: Work, name: NightName, diff: DiffManifest): Promise<AlertsTold> {
  const { repeatNights, pageBase, silences } = work.settings.alerts;
  const request: NotifyRequest = { name, repeatNights, pageBase, silences };
  try {
    const told = await notifyNight(
      {
        ...work,
        store: withoutAbsent(work.store, diff),
        recipients: work.sinks.map((sink) => ({ sink, severity: sink.severity })),
      },
      request,
      work.signal,
    );
    const numbers = told === null ? withProblem(`The diff of ${name.date} is gone`) : numbersOf(told);
    tellAlerts(work, name, numbers);
    return numbers;
  } catch (error) {
    if (!isAuditError(error)) throw error;
    const numbers = withProblem(error.message);
    tellAlerts(work, name, numbers);
    return numbers;
  }
}

/** What was sent of an earlier night is told as that night's. */
function tellAlerts({ events }: Pick<Work, "events">, { family, date }: NightName, told: AlertsTold): void {
  for (const { date: night, ...sent } of told.sent) events.tell({ event: "alert-sent", family, night, ...sent });
  for (const { date: night, ...failed } of told.failed)
    events.tell({ event: "alert-failed", family, night, ...failed });
  for (const message of told.problems) events.tell({ event: "alert-problem", family, night: date, message });
}

function withProblem(problem: string): AlertsTold {
  return { ...nothingTold, problems: [problem] };
}

const nothingTold: AlertsTold = {
  incidents: null,
  open: 0,
  sent: [],
  failed: [],
  silenced: 0,
  inhibited: 0,
  problems: [],
};

function numbersOf({ key, incidents, deliveries, silenced, inhibited, problems }: NotifyResult): AlertsTold {
  const all = deliveries.map(({ sink, night, items, reason }) => ({ sink, date: night, items, reason }));
  return {
    incidents: key,
    open: incidents.incidents.filter(isLive).length,
    sent: all.flatMap(({ reason, ...sent }) => (reason === null ? [sent] : [])),
    failed: all.flatMap(({ reason, ...failed }) => (reason === null ? [] : [{ ...failed, reason }])),
    silenced,
    inhibited,
    problems,
  };
}
