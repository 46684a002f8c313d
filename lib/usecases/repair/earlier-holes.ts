/** Holes of earlier nights: which open jobs they stand for, and what is left of them when those were sought again. */

import type { OpenJob } from "../../core/schema/finding.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import type { HoleRow } from "./recorded-night.ts";

/** Which day a damaged night was is told by its date alone: its zone may have been another. */
const slackMs = 86_400_000;

/** A job that was `seen` is in no hole of look-ups that were spent: those were left for others. */
export function isSoughtIn(holes: readonly HoleRow[], isSeen: (job: OpenJob) => boolean): (job: OpenJob) => boolean {
  const spans = holes.map((hole) => {
    const slack = hole.cause === "report-damaged" ? slackMs : 0;
    return { hole, from: Date.parse(hole.from) - slack, to: Date.parse(hole.to) + slack };
  });
  return (job) => {
    const time = Date.parse(job.createdAt);
    const around = spans.filter(({ hole, from, to }) => from <= time && time < to && isPlacedIn(job, hole));
    return around.some(({ hole }) => hole.cause !== "lookups-spent" || !isSeen(job));
  };
}

/**
 * A hole that is new is none: its jobs were seen when the night was audited. And one stays of which nothing could be
 * sought, since no report of its night is there.
 */
export function leftOfEarlier(
  before: readonly HoleRow[],
  now: readonly HoleRow[],
  inputs: readonly Pick<CommittedNight, "manifest">[],
): readonly HoleRow[] {
  const left = now.filter((hole) => before.some((each) => meets(each, hole)));
  const isThere = (hole: HoleRow) => inputs.some(({ manifest }) => overlaps(hole, manifest.span));
  return [...left, ...before.filter((hole) => !isThere(hole) && !left.some((each) => meets(each, hole)))];
}

export function meets(a: HoleRow, b: HoleRow): boolean {
  return overlaps(a, b) && (isPlacedIn(a, b) || isPlacedIn(b, a));
}

type Place = Pick<HoleRow, "region" | "bucket" | "queueId" | "tag">;

function isPlacedIn(inner: Place, outer: Place): boolean {
  return (
    inner.region === outer.region &&
    [null, inner.bucket].includes(outer.bucket) &&
    [null, inner.queueId].includes(outer.queueId) &&
    [null, inner.tag].includes(outer.tag)
  );
}

type Times = Pick<HoleRow, "from" | "to">;

function overlaps(a: Times, b: Times): boolean {
  return a.from < b.to && b.from < a.to;
}
