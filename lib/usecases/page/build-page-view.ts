/**
 * Gathers what the page of a night shows, out of the night's files and its diff.
 *
 * Each file is read once, row by row; what is kept does not grow with the number of jobs.
 */

import type { PageFile, PageView } from "../../core/page/page-view.ts";
import { topOf } from "../../core/page/top-of.ts";
import type { Diff } from "../../core/schema/diff.ts";
import type { ScopeSummary } from "../../core/schema/summary.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readQueueNames } from "../report/queue-names.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { readSummary } from "../report/read-rows.ts";
import { templateNamesIn } from "../report/template-names.ts";
import { pageFiles } from "./page-files.ts";
import { queueHours } from "./queue-hours.ts";
import { countVerdicts, type RateSources, scopeRates } from "./scope-rates.ts";
import { topGroups } from "./top-groups.ts";

export interface PageSources extends RateSources {
  readonly night: CommittedNight;
  readonly diff: Diff;
  /** What is written of the diff so far. */
  readonly files: readonly PageFile[];
}

const mostStuck = 20;

export async function buildPageView(store: ReportStore, sources: PageSources, signal: AbortSignal): Promise<PageView> {
  const { night, diff, tests } = sources;
  const { manifest } = night;
  const summary = await readSummary(store, manifest, signal);
  return {
    name: { family: manifest.family, date: manifest.night },
    timeZone: manifest.timeZone,
    manifest,
    diff,
    rates: scopeRates(sources),
    tested: countVerdicts(tests),
    hours: await queueHours(store, manifest, signal),
    stuck: topOf(summary.scopes.map(stuckIn), mostStuck, ({ queued, running, held }) => queued + running + held),
    groups: await topGroups(store, manifest, signal),
    queueNames: await readQueueNames(store, manifest, signal),
    templateNames: templateNamesIn(summary),
    files: pageFiles(night, sources.files),
  };
}

function stuckIn({ byVerdict, family, region, bucket, queueId, tag }: ScopeSummary) {
  const of = (verdict: string) => byVerdict[verdict] ?? 0;
  const scope = { family, region, bucket, queueId, tag };
  return { scope, queued: of("stuck.queued"), running: of("stuck.running"), held: of("held") };
}
