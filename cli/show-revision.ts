/** Prints what a revision of a night changed of the one before, job by job, while it is read. */

import { ConfigError } from "../lib/core/errors.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readQueueNames } from "../lib/usecases/report/queue-names.ts";
import { type CommittedNight, readRevision } from "../lib/usecases/report/read-commit.ts";
import { jobChanges } from "../lib/usecases/revisions/job-changes.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { jsonLine } from "./render/json-line.ts";
import { lookOf } from "./render/look.ts";
import { createRevisionText } from "./render/revision-text.ts";

export interface RevisionRequest {
  /** The newest revision of the night. */
  readonly night: CommittedNight;
  readonly revision: number;
  readonly all?: true;
  readonly json?: true;
}

interface Pair {
  readonly before: CommittedNight;
  readonly after: CommittedNight;
}

/** Throws `ConfigError` for a revision that is not there, or has none before it. */
export async function showRevision(
  { store }: { readonly store: ReportStore },
  request: RevisionRequest,
  io: Io,
): Promise<ExitCode> {
  const pair = await readPair(store, request, io);
  const manifests = { before: pair.before.manifest, after: pair.after.manifest };
  const { manifest } = pair.after;
  const queueNames = await readQueueNames(store, manifest, io.signal);
  const frame = { ...manifest, queueNames, all: request.all === true };
  const text = request.json ? null : createRevisionText(frame, lookOf(io), io.out);
  for await (const change of jobChanges(store, manifests, io.signal)) {
    if (text === null) io.out(jsonLine(change));
    else text.add(change);
  }
  text?.end();
  return manifest.status === "complete" ? exitCodes.fine : exitCodes.incomplete;
}

async function readPair(store: ReportStore, { night, revision }: RevisionRequest, io: Io): Promise<Pair> {
  const { family, night: date, revision: newest } = night.manifest;
  const attempt = `Cannot compare revision ${revision} of ${date}`;
  if (revision === 1) throw new ConfigError(`${attempt}: there is none before the first`);
  const read = (number: number) => readRevision(store, { family, date, revision: number }, io.signal);
  const [before, after] = [await read(revision - 1), await read(revision)];
  if (before !== null && after !== null) return { before, after };
  throw new ConfigError(`${attempt}: revision ${newest} is the newest that is committed in ${store.location}`);
}
