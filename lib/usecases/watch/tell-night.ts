/** Tells every sink what of a night it has not been told: at least once, and of looks that race by one of them. */

import type { SinkDeliveries } from "../../core/alerts/delivery-log.ts";
import { hashOf } from "../../core/incidents/incident-id.ts";
import { severityRank } from "../../core/incidents/sighting.ts";
import type { Severity } from "../../core/schema/signals.ts";
import { dueNews, severityIn } from "../../core/watch/due-news.ts";
import type { WatchNews } from "../../core/watch/watch-message.ts";
import { type Composed, type Delivery, deliver } from "../notify/deliver.ts";
import { createDeliveryRecord } from "../notify/delivery-record.ts";
import type { Recipient } from "../notify/recipient.ts";
import type { SeenNight } from "./look-at-night.ts";
import type { WatchDeps } from "./watch-deps.ts";

export interface ToldNight {
  readonly night: SeenNight;
  readonly timeZone: string;
  /** Takes what goes wrong with the log. */
  readonly problems: string[];
}

export async function tellNight(
  deps: WatchDeps,
  { night, timeZone, problems }: ToldNight,
  signal: AbortSignal,
): Promise<readonly Delivery[]> {
  const { log, clock } = deps;
  const deliveries: Delivery[] = [];
  for (const recipient of deps.recipients) {
    const { sink } = recipient;
    const onProblem = (problem: string) => void problems.push(problem);
    const record = createDeliveryRecord({ log, clock, sink: sink.name, name: night.name, onProblem });
    const compose = (sent: SinkDeliveries, now: number) => composeNews({ night, recipient, timeZone }, sent, now);
    const outgoing = { sink, onlyBegun: false, compose };
    const delivery = await deliver({ record, clock, run: deps.nameRun() }, outgoing, signal);
    if (delivery !== null) deliveries.push(delivery);
  }
  return deliveries;
}

interface NewsParts {
  readonly night: SeenNight;
  readonly recipient: Recipient;
  readonly timeZone: string;
}

function composeNews(
  { night, recipient: { sink, severity }, timeZone }: NewsParts,
  { sent, firstAt }: SinkDeliveries,
  now: number,
): Composed | null {
  const news = dueNews(night.name, night, { severity, sent });
  if (news.length === 0) return null;
  const events = news.map((each) => each.id);
  const id = hashOf([sink.name, night.name.family, night.name.date, ...[...events].sort()]);
  const at = firstAt(id) ?? Math.round(now);
  return { message: { id, at, night: night.name, timeZone, severity: worstOf(news), news }, events };
}

function worstOf(news: readonly WatchNews[]): Severity {
  const all = news.map(severityIn);
  return all.reduce<Severity>((worst, each) => (severityRank(each) > severityRank(worst) ? each : worst), "info");
}
