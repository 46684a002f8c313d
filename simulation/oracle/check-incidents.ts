/** Promise 4 for incidents: each revision is of diffs that are committed, and of other ones than the revision before it. */

import { diffCommitSchema } from "../../lib/core/schema/diff.ts";
import { type Incidents, incidentsSchema } from "../../lib/core/schema/incidents.ts";
import type { Violation } from "../played.ts";
import { type Evidence, violation } from "./audited-night.ts";
import { type Objects, parseJson, storedKey } from "./stored.ts";

const incidentsName = /^v1\/incidents\/family=pic\/date=(\d{4}-\d\d-\d\d)\/r(\d{4})\.json$/;
const diffCommitName = /^v1\/commits\/.*\/diff-r\d{4}\.json$/;

export function* checkIncidents({ played: { objects } }: Evidence): Generator<Violation> {
  const diffs = new Set(committedDiffs(objects));
  const before = new Map<string, Incidents[]>();
  for (const [key, bytes] of keysOf(objects)) {
    const [, date, digits] = incidentsName.exec(key) ?? [];
    if (date === undefined) continue;
    const earlier = before.get(date) ?? [];
    if (earlier.length + 1 !== Number(digits)) yield violation("4", `${key} has no revision before it`);
    const parsed = incidentsSchema.safeParse(parseJson(bytes.toString()));
    if (!parsed.success) {
      yield violation("4", `${key} holds no incidents`);
      continue;
    }
    yield* checkFolded(key, parsed.data, { diffs, earlier });
    before.set(date, [...earlier, parsed.data]);
  }
}

function* checkFolded(
  key: string,
  { folded }: Incidents,
  { diffs, earlier }: { readonly diffs: ReadonlySet<string>; readonly earlier: readonly Incidents[] },
): Generator<Violation> {
  for (const { night, manifest } of folded)
    if (!diffs.has(manifest)) yield violation("4", `${key} is folded from a diff of ${night} that is not committed`);
  const text = JSON.stringify(folded);
  if (earlier.some((other) => JSON.stringify(other.folded) === text))
    yield violation("4", `${key} is of the same diffs as a revision before it`);
}

function* committedDiffs(objects: Objects): Generator<string> {
  for (const [key, bytes] of keysOf(objects)) {
    const commit = diffCommitName.test(key) ? diffCommitSchema.safeParse(parseJson(bytes.toString())) : null;
    if (commit?.success) yield commit.data.manifest;
  }
}

function keysOf(objects: Objects): readonly (readonly [key: string, bytes: Buffer])[] {
  const named = [...objects].map(([stored, bytes]) => [stored.replace(storedKey(""), ""), bytes] as const);
  return named.sort(([a], [b]) => (a < b ? -1 : 1));
}
