/**
 * Promise 4: revisions follow each other, nothing is ever overwritten or removed, and when a commit is written all that
 * it names is there already.
 */

import type { Played, Violation } from "../played.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { sha256, storedKey } from "./stored.ts";

export function* checkCommits({ played, nights }: Evidence): Generator<Violation> {
  yield* checkHistory(played);
  const firstWrites = new Map<string, number>();
  for (const [index, { key }] of played.writes.entries()) if (!firstWrites.has(key)) firstWrites.set(key, index);
  for (const { audited } of nights) {
    for (const each of audited) yield* checkPresence(firstWrites, each);
    yield* checkChain(audited);
  }
}

/** By the history of writes: what lies there in the end is what was written first. */
function* checkHistory({ writes, objects }: Played): Generator<Violation> {
  const first = new Map<string, string>();
  for (const write of writes) {
    const before = first.get(write.key);
    if (before === undefined) first.set(write.key, write.sha256);
    else if (before !== write.sha256) yield violation("4", `${write.key} was overwritten with other bytes`);
    if (before === undefined && write.replaced !== null)
      yield violation("4", `${write.key} replaced what nobody wrote`);
  }
  for (const [key, hash] of first) {
    const bytes = objects.get(key);
    if (bytes === undefined) yield violation("4", `${key} was written and is gone`);
    else if (sha256(bytes) !== hash) yield violation("4", `${key} is not what was written`);
  }
}

function* checkPresence(firstWrites: ReadonlyMap<string, number>, { name, revision }: Audited): Generator<Violation> {
  const { manifest, commit, writeIndex } = revision;
  for (const key of [...manifest.files.map((file) => file.key), commit.manifest]) {
    const index = firstWrites.get(storedKey(key)) ?? Infinity;
    if (index > writeIndex) yield violation("4", `${name} was committed before ${key} was there`);
  }
  const keys = manifest.files.map(({ key }) => key);
  if (new Set(keys).size !== keys.length) yield violation("4", `${name} names a file twice`);
}

function* checkChain(audited: readonly Audited[]): Generator<Violation> {
  for (const [index, { name, revision }] of audited.entries()) {
    const { commit, manifest } = revision;
    const before = audited[index - 1]?.revision;
    const numbers = [commit.revision, manifest.revision, index + 1];
    if (numbers.some((number) => number !== revision.revision)) yield violation("4", `${name} is numbered ${numbers}`);
    if (commit.night !== revision.date || manifest.night !== revision.date)
      yield violation("4", `${name} is of ${commit.night} and ${manifest.night}`);
    if (commit.replaces !== (before?.key ?? null)) yield violation("4", `${name} replaces ${commit.replaces}`);
    if (before === undefined) continue;
    if (before.manifest.status === "complete") yield violation("4", `${name} is a repair of a complete revision`);
    if (before.commit.manifest === commit.manifest) yield violation("4", `${name} commits the same once more`);
    if (before.writeIndex > revision.writeIndex)
      yield violation("4", `${name} was committed before the one it replaces`);
  }
}
