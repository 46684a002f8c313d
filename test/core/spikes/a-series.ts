/** Nights of a series as tests want them: scopes by their queue's id. */

import { shiftNight } from "../../../lib/core/night.ts";
import type { SeriesNight, SeriesScope } from "../../../lib/core/schema/series.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { aScope } from "../../fakes/samples.ts";

const tonight = "2026-11-21";

export const dateOf = (back: number): string => shiftNight(tonight, -back);

export function aSeriesScope(queueId: string, change: Partial<SeriesScope> = {}): SeriesScope {
  const counts = { jobs: 1_000, failed: 20, ended: 1_000, stuck: 0, wait: null, run: null };
  return { ...aScope, queueId, complete: true, ...counts, operations: [], ...change };
}

export function aSeriesNight(back: number, scopes: readonly SeriesScope[]): SeriesNight {
  const { span, asOf } = aManifest();
  const head = { schema: "job-audit/series-night/v1", family: "pic", manifestSha256: "ab".repeat(32) } as const;
  return { ...head, night: dateOf(back), complete: true, span, asOf, scopes: [...scopes] };
}

/** Newest first, the night before tonight to `count` nights before. */
export function aHistory(count: number, scopesOf: (back: number) => readonly SeriesScope[]): readonly SeriesNight[] {
  return Array.from({ length: count }, (_, index) => aSeriesNight(index + 1, scopesOf(index + 1)));
}
