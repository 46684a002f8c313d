/** Promise 2: a report with holes is incomplete wherever it says so, and a later revision drops nothing. */

import type { Played, Violation } from "../played.ts";
import { type Audited, type Evidence, type EvidentNight, violation } from "./audited-night.ts";
import { timesOf } from "./holes.ts";
import { placeKey } from "./truth.ts";

export function* checkStatus(evidence: Evidence): Generator<Violation> {
  for (const night of evidence.nights) {
    for (const each of night.audited) yield* checkRevision(each);
    yield* checkKept(night, evidence);
  }
  for (const invocation of evidence.played.invocations) yield* checkReturned(evidence, invocation);
}

function* checkRevision({ name, revision, span }: Audited): Generator<Violation> {
  const { manifest, commit, rows } = revision;
  const status = manifest.holes.length === 0 ? "complete" : "incomplete";
  if (manifest.status !== status)
    yield violation("2", `${name} is ${manifest.status} with ${manifest.holes.length} holes`);
  if (commit.status !== manifest.status) yield violation("2", `${name}: commit and manifest differ in their status`);
  if (rows.summaries[0]?.complete !== (status === "complete"))
    yield violation("2", `${name}: summary says complete: ${rows.summaries[0]?.complete}, manifest ${status}`);
  for (const scope of manifest.scopes) {
    const holes = manifest.holes.filter(
      (hole) => placeKey({ ...scope, ...named(hole) }) === placeKey(scope) && hole.tag !== null,
    );
    const within = holes.map(timesOf).filter(({ from, to }) => from < span.to && to > span.from);
    const told = rows.summaries[0]?.scopes.find((each) => placeKey(each) === placeKey(scope))?.complete;
    if (scope.complete !== told) yield violation("2", `${name} ${placeKey(scope)}: summary and manifest differ`);
    if (scope.complete && within.length > 0) yield violation("2", `${name} ${placeKey(scope)} is complete with holes`);
    if (!scope.complete && holes.length === 0)
      yield violation("2", `${name} ${placeKey(scope)} is incomplete without holes`);
  }
  const ledgered = rows.ledgers.flatMap(({ holes }) => holes);
  for (const hole of ledgered)
    if (!manifest.holes.some((each) => covers(each, hole)))
      yield violation("2", `${name}: the ledger's hole ${hole.cause} ${hole.from}/${hole.to} is none of the manifest`);
}

type Hole = Audited["revision"]["manifest"]["holes"][number];

function named({ region, bucket, queueId, tag }: Hole) {
  return { region, bucket: bucket ?? "", queueId: queueId ?? "", tag: tag ?? "" };
}

function covers(hole: Hole, part: Hole): boolean {
  const same = placeKey({ ...named(hole) }) === placeKey({ ...named(part) });
  return same && hole.from <= part.from && hole.to >= part.to;
}

/** Whatever an earlier revision found is found in each later one. */
function* checkKept({ date, audited }: EvidentNight, evidence: Evidence): Generator<Violation> {
  const ended = endedElsewhere(date, evidence);
  for (const [index, later] of audited.entries()) {
    const earlier = audited[index - 1];
    if (earlier === undefined) continue;
    const { rows } = later.revision;
    for (const dataset of ["findings", "open", "carried", "amendments"] as const) {
      // A carried job that has ended since is amended.
      const told = dataset === "carried" ? [...rows.carried, ...rows.amendments] : rows[dataset];
      const kept = new Set(told.map(({ jobId }) => jobId));
      for (const row of earlier.revision.rows[dataset]) {
        // One that nobody saw then, and another night saw ended, is that night's to tell.
        const isElsewhere = "seen" in row && !row.seen && ended.has(row.jobId);
        if (!kept.has(row.jobId) && !isElsewhere)
          yield violation("2", `${later.name} drops job ${row.jobId} of ${dataset}`);
      }
    }
    if (later.revision.manifest.jobs < earlier.revision.manifest.jobs)
      yield violation("2", `${later.name} counts fewer jobs than ${earlier.name}`);
  }
}

function endedElsewhere(date: string, { nights }: Evidence): ReadonlySet<string> {
  const others = nights.filter((night) => night.date !== date).flatMap(({ audited }) => audited);
  const amendments = others.flatMap(({ revision }) => revision.rows.amendments);
  return new Set(amendments.filter(({ change }) => change !== "changed").map(({ jobId }) => jobId));
}

interface ReturnedNight {
  readonly date: string;
  readonly commit: string;
  readonly status: string;
  readonly jobs: number;
  readonly findings: number;
  readonly holes: number;
}

function* checkReturned({ nights }: Evidence, invocation: Played["invocations"][number]): Generator<Violation> {
  if (invocation.end !== "returned" || invocation.function !== "audit") return;
  const { value, start, attempt } = invocation;
  const { nights: returned = [] } = (value ?? {}) as { readonly nights?: readonly ReturnedNight[] };
  for (const { date, commit, status, ...numbers } of returned) {
    const named = nights.flatMap(({ audited }) => audited).find(({ revision }) => revision.key === commit);
    if (named === undefined || named.revision.date !== date) {
      yield violation("4", `${start}/${attempt} returned ${commit} of ${date}, which is not committed`);
      continue;
    }
    const { manifest, rows } = named.revision;
    const told = { jobs: manifest.jobs, findings: rows.findings.length, holes: manifest.holes.length };
    if (status !== manifest.status || JSON.stringify(pick(numbers)) !== JSON.stringify(told))
      yield violation("2", `${start}/${attempt} returned other numbers of ${named.name} than it has`);
  }
}

function pick({ jobs, findings, holes }: Pick<ReturnedNight, "jobs" | "findings" | "holes">) {
  return { jobs, findings, holes };
}
