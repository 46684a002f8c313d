/** Promises 1 and 2: what was there to be read is planned, excluded, noted or a hole; what is told of it was there. */

import { shiftDate } from "../local-day.ts";
import { durationMs, type PlannedSettings, tagsOf } from "../planned-settings.ts";
import type { Violation } from "../played.ts";
import { isAsked } from "./asked.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { isOver } from "./holes.ts";
import { isListed, type Place, placeKey } from "./truth.ts";

export function* checkPlaces(evidence: Evidence): Generator<Violation> {
  for (const { audited } of evidence.nights) {
    for (const each of audited) {
      yield* checkListed(evidence, each);
      yield* checkPrevious(evidence, each);
      yield* checkInvented(evidence, each);
      yield* checkQueues(evidence, each);
    }
  }
}

/** Queues that were listed all the time that the run may have taken. */
function* checkListed({ truth }: Evidence, audited: Audited): Generator<Violation> {
  const { run, name } = audited;
  for (const { bucket, queue } of truth.queues) {
    if (!isListed(queue, run.from, run.to)) continue;
    for (const tag of commonTags(run.settings)) {
      const place = { region: bucket.region, bucket: bucket.name, queueId: queue.queueId, tag };
      if (run.settings.every((settings) => isAsked(settings, place)) && !isToldOf(audited, place))
        yield violation("1", `${name}: ${placeKey(place)} is neither read nor told of`);
    }
  }
}

function commonTags([first, ...rest]: readonly PlannedSettings[]): readonly string[] {
  return first === undefined ? [] : tagsOf(first).filter((tag) => rest.every((other) => tagsOf(other).includes(tag)));
}

function isToldOf({ revision: { manifest } }: Audited, place: Place): boolean {
  const { scopes, notes, holes } = manifest;
  return (
    [...scopes, ...notes].some((told) => placeKey(told) === placeKey(place)) ||
    holes.some((hole) => hole.tag === null && isOver(hole, place))
  );
}

/** A queue that an earlier night read is asked for again, whether it is listed still or not. */
function* checkPrevious({ nights }: Evidence, audited: Audited): Generator<Violation> {
  const { revision, run, name } = audited;
  const { previous, night } = revision.manifest;
  if (previous !== null) {
    const read = nights.find(({ date }) => date === previous.night);
    const named = read?.audited.find((each) => each.revision.commit.manifest === previous.manifest);
    if (named === undefined) return yield violation("4", `${name} goes by a night that is not committed`);
    const asked = named.revision.manifest.scopes.filter((place) => run.settings.every((each) => isAsked(each, place)));
    for (const place of asked)
      if (!isToldOf(audited, place)) yield violation("2", `${name}: ${placeKey(place)} was read before and is not`);
  }
  const days = Math.min(366, ...run.settings.map(({ catchUp }) => Math.ceil(durationMs(catchUp) / 86_400_000)));
  const earlier = nights.filter(
    ({ date, audited: [first] }) =>
      date < night && date >= shiftDate(night, -days) && first !== undefined && first.run.to < run.from,
  );
  const newest = earlier.at(-1)?.date;
  // A night before it that could not be read is a hole.
  if (revision.manifest.holes.some(({ cause }) => cause === "report-damaged")) return;
  if (newest !== undefined && (previous === null || previous.night < newest))
    yield violation("2", `${name} heeds ${previous?.night ?? "no night before it"} in place of ${newest}`);
}

function* checkInvented({ truth }: Evidence, { name, revision }: Audited): Generator<Violation> {
  const known = new Set(
    truth.queues.map(({ bucket, queue }) => queueKey({ ...queue, region: bucket.region, bucket: bucket.name })),
  );
  for (const scope of revision.manifest.scopes)
    if (!known.has(queueKey(scope))) yield violation("1", `${name}: ${placeKey(scope)} does not exist`);
}

function queueKey({ region, bucket, queueId }: Pick<Place, "region" | "bucket" | "queueId">): string {
  return [region, bucket, queueId].join("/");
}

function* checkQueues({ truth }: Evidence, audited: Audited): Generator<Violation> {
  const { name, revision, run } = audited;
  const rows = new Map(revision.rows.queues.map((row) => [queueKey(row), row]));
  if (rows.size !== revision.rows.queues.length) yield violation("1", `${name} tells of a queue twice`);
  for (const { bucket, queue } of truth.queues) {
    const place = { region: bucket.region, bucket: bucket.name, queueId: queue.queueId, tag: "" };
    const row = rows.get(queueKey(place));
    rows.delete(queueKey(place));
    if (row !== undefined || !isListed(queue, run.from, run.to)) continue;
    const [tag = ""] = commonTags(run.settings);
    const isTold = revision.manifest.holes.some((hole) => hole.queueId === null && isOver(hole, place));
    if (run.settings.every((settings) => isAsked(settings, { ...place, tag })) && !isTold)
      yield violation("1", `${name} does not tell of queue ${queueKey(place)}`);
  }
  for (const key of rows.keys()) yield violation("1", `${name} tells of queue ${key}, which does not exist`);
}
