/** Promise 5: open jobs that nobody asks for any more are told of when they fall out of reach. */

import type { Violation } from "../played.ts";
import { isAsked } from "./asked.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { placeKey } from "./truth.ts";

export function* checkOutdated(evidence: Evidence): Generator<Violation> {
  for (const { audited } of evidence.nights) {
    for (const each of audited) {
      const before = previousOf(evidence, each);
      if (before === undefined) continue;
      for (const outdated of fallenOut(evidence, before, each)) yield* checkTold(evidence, each, outdated);
    }
  }
}

function previousOf({ nights }: Evidence, { revision }: Audited): Audited | undefined {
  const named = revision.manifest.previous?.manifest;
  return nights.flatMap(({ audited }) => audited).find((each) => each.revision.commit.manifest === named);
}

/** Nights that the one before heeded, or which it is, and the later one does not heed. */
function fallenOut({ nights }: Evidence, before: Audited, { revision }: Audited): readonly Audited[] {
  const heeded = new Set(revision.manifest.inputs.map(({ night }) => night));
  const reached = [...before.revision.manifest.inputs.filter(({ night }) => night < before.revision.date)];
  const named = new Set([...reached.map(({ manifest }) => manifest), before.revision.commit.manifest]);
  const all = nights.flatMap(({ audited }) => audited).filter((each) => named.has(each.revision.commit.manifest));
  return all.filter((each) => !heeded.has(each.revision.date));
}

function* checkTold({ truth, nights }: Evidence, later: Audited, outdated: Audited): Generator<Violation> {
  const { notes, holes } = later.revision.manifest;
  const date = outdated.revision.date;
  if (holes.some(({ cause }) => cause === "report-damaged")) return;
  const known = nights
    .flatMap(({ revisions }) => revisions)
    .filter(({ writeIndex }) => writeIndex < later.revision.writeIndex);
  const ended = new Set(
    known.flatMap(({ rows }) => rows.amendments.filter(({ change }) => change !== "changed").map(({ jobId }) => jobId)),
  );
  const told = new Set(notes.filter(({ note }) => note.includes(date)).map(placeKey));
  for (const { jobId } of outdated.revision.rows.open) {
    const place = truth.jobs.get(jobId)?.place;
    if (place === undefined || ended.has(jobId) || told.has(placeKey(place))) continue;
    if (later.run.settings.every((settings) => isAsked(settings, place)))
      yield violation("5", `${later.name} is silent about job ${jobId} of ${date}, which is out of reach`);
  }
}
