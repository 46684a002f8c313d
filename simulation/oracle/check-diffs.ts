/** Promise 4 for diffs: each names nights that are committed, and its files are there and match. */

import { type DiffManifest, diffCommitSchema, diffManifestSchema } from "../../lib/core/schema/diff.ts";
import type { Violation } from "../played.ts";
import { type Evidence, violation } from "./audited-night.ts";
import { type Objects, objectAt, parseJson, sha256, storedKey, unpack } from "./stored.ts";

const commitName = /^v1\/commits\/family=pic\/date=(\d{4}-\d\d-\d\d)\/diff-r(\d{4})\.json$/;

export function* checkDiffs(evidence: Evidence): Generator<Violation> {
  const { objects } = evidence.played;
  const numbers = new Map<string, number>();
  for (const stored of [...objects.keys()].sort()) {
    const key = stored.replace(storedKey(""), "");
    const [, date, digits] = commitName.exec(key) ?? [];
    if (date === undefined) continue;
    numbers.set(date, (numbers.get(date) ?? 0) + 1);
    if (numbers.get(date) !== Number(digits)) yield violation("4", `${key} has no revision before it`);
    yield* checkDiff(evidence, key);
  }
}

function* checkDiff(evidence: Evidence, key: string): Generator<Violation> {
  const { objects } = evidence.played;
  const commit = diffCommitSchema.safeParse(parseJson(objectAt(objects, key)?.toString() ?? ""));
  if (!commit.success) return yield violation("4", `${key} is no commit of a diff`);
  const stored = objectAt(objects, commit.data.manifest);
  if (stored === undefined || sha256(stored) !== commit.data.manifestSha256)
    return yield violation("4", `${key} names a manifest that is not there or differs`);
  const manifest = diffManifestSchema.safeParse(parseJson(stored.toString()));
  if (!manifest.success) return yield violation("4", `${key} names what is no manifest of a diff`);
  yield* checkNights(evidence, key, manifest.data);
  for (const file of manifest.data.files)
    if (!isWhole(objects, file)) yield violation("4", `${key}: ${file.key} is not what its manifest says`);
}

function* checkNights({ nights }: Evidence, key: string, { of, history }: DiffManifest): Generator<Violation> {
  for (const { night, manifest } of [of, ...history]) {
    const committed = nights.find(({ date }) => date === night)?.revisions ?? [];
    if (!committed.some(({ commit }) => commit.manifest === manifest))
      yield violation("4", `${key} compares ${night}, of which it names no commit`);
  }
}

function isWhole(objects: Objects, file: DiffManifest["files"][number]): boolean {
  const bytes = objectAt(objects, file.key);
  if (bytes === undefined || bytes.length !== file.bytes || sha256(bytes) !== file.sha256) return false;
  const content = file.key.endsWith(".gz") ? unpack(bytes) : bytes;
  return content !== null && sha256(content) === file.uncompressedSha256;
}
