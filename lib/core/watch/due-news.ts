/**
 * What of a night is news for a sink. Each trouble of a night is told once, and once that it is over, to whoever was told
 * of it: names are made of night and trouble, and the log of deliveries knows which of them were sent.
 */

import { hashOf } from "../incidents/incident-id.ts";
import { severityRank } from "../incidents/sighting.ts";
import type { NightName } from "../key.ts";
import type { Severity } from "../schema/signals.ts";
import { type Aspect, aspectOf, type NightLook, severityOf, type TroubleKind } from "./trouble.ts";
import type { WatchNews } from "./watch-message.ts";

export interface SinkNews {
  /** What is less severe is not for the sink. */
  readonly severity: Severity;
  /** Ids of what it has been told. */
  readonly sent: ReadonlySet<string>;
}

export function dueNews(name: NightName, { troubles, fine }: NightLook, { severity, sent }: SinkNews): WatchNews[] {
  const noticed = troubles
    .filter(({ kind }) => severityRank(severityOf[kind]) >= severityRank(severity))
    .map((trouble): WatchNews => ({ id: newsId(name, trouble.kind), change: "noticed", trouble }));
  const settled = fine
    .filter((aspect) => kindsOf(aspect).some((kind) => sent.has(newsId(name, kind))))
    .map((aspect): WatchNews => ({ id: newsId(name, `settled ${aspect}`), change: "settled", aspect }));
  return [...noticed.sort(compareSeverity), ...settled].filter(({ id }) => !sent.has(id));
}

function newsId({ family, date }: NightName, what: string): string {
  return hashOf(["watch", family, date, what]);
}

function kindsOf(aspect: Aspect): readonly TroubleKind[] {
  return (Object.keys(aspectOf) as TroubleKind[]).filter((kind) => aspectOf[kind] === aspect);
}

function compareSeverity(a: WatchNews, b: WatchNews): number {
  return severityRank(severityIn(b)) - severityRank(severityIn(a));
}

/** What is over is as severe as nothing. */
export function severityIn(news: WatchNews): Severity {
  return news.change === "noticed" ? severityOf[news.trouble.kind] : "info";
}
